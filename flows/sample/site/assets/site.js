// The pager is drawn here: list pages hold no link to one another, only their number.
function whjPage(selector, options) {
  var box = document.querySelector(selector);
  function go(page) {
    location.href = page === 1 ? options.url.replace("_#", "") : options.url.replace("#", page);
  }
  function add(name, text, page, enabled) {
    var cell = document.createElement("div");
    cell.setAttribute("name", name);
    cell.textContent = text;
    if (enabled) { cell.onclick = function () { go(page); }; }
    box.appendChild(cell);
  }
  add("whj_previousPage", options.previousPage, options.currentPage - 1, options.currentPage > 1);
  for (var page = 1; page <= options.totalPage; page++) { add("whj_page", String(page), page, page !== options.currentPage); }
  add("whj_nextPage", options.nextPage, options.currentPage + 1, options.currentPage < options.totalPage);
}
function doZoom(size) { document.getElementById("ivs_content").style.fontSize = size + "px"; }
