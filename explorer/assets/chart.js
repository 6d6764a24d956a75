// Draws the chart of a page anew so that it answers to the pointer; without this script its picture stays.
const place = document.getElementById("chart");
const spec = JSON.parse(document.getElementById("spec").textContent);
for (const value of spec.data.values) {
  const [page, inside] = value.link.replace("http://page.invalid/", "").split("#");
  value.link = new URL(place.dataset.root + page + place.dataset.suffix + (inside ? "#" + inside : ""), location.href).href;
}
const style = getComputedStyle(document.documentElement);
const named = { "#1c1a17": "--ink", "#d9d3c6": "--line", "#fdfcf8": "--paper", "#8c2f1b": "--accent", "#1d4f79": "--c1",
  "#b4532a": "--c2", "#3f7d4e": "--c3", "#7a4b8c": "--c4", "#a17c1b": "--c5", "#4d6a6d": "--c6" };
const themed = JSON.stringify(spec).replace(/"(#[0-9a-f]{6})"/g, (whole, colour) =>
  named[colour] ? JSON.stringify(style.getPropertyValue(named[colour]).trim()) : whole);
const drawn = JSON.parse(themed);
drawn.layer = drawn.layer.map((layer) => layer);
drawn.params = [{ name: "window", select: "interval", bind: "scales" }];
drawn.layer[0].params = drawn.params;
delete drawn.params;
window.drawChart(place, drawn);
