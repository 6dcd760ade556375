(function () {
  var table = document.getElementById("images"), body = table.tBodies[0], heads = table.tHead.rows[0].cells;
  function text(row, i) { return row.cells[i].textContent; }
  function sort(i) {
    var up = heads[i].getAttribute("aria-sort") !== "ascending", rows = Array.prototype.slice.call(body.rows);
    rows.sort(function (a, b) { return (up ? 1 : -1) * text(a, i).localeCompare(text(b, i), undefined, { numeric: true }); });
    for (var k = 0; k < heads.length; k++) heads[k].removeAttribute("aria-sort");
    heads[i].setAttribute("aria-sort", up ? "ascending" : "descending");
    rows.forEach(function (row) { body.appendChild(row); });
  }
  Array.prototype.forEach.call(heads, function (head, i) {
    head.tabIndex = 0;
    head.addEventListener("click", function () { sort(i); });
    head.addEventListener("keydown", function (e) { if (e.key === "Enter") sort(i); });
  });
  // A small screen has no head of the table; attributes on each cell of a large page would cost more than the page.
  var small = matchMedia("(max-width: 40rem)");
  function label() {
    if (!small.matches) return;
    small.removeEventListener("change", label);
    Array.prototype.forEach.call(body.rows, function (row) {
      for (var i = 2; i < row.cells.length; i++) row.cells[i].setAttribute("data-label", heads[i].textContent.toLowerCase());
    });
  }
  small.addEventListener("change", label);
  label();
  var input = document.getElementById("filter");
  input.closest("p").hidden = false;
  input.addEventListener("input", function () {
    var wanted = input.value.toLowerCase();
    Array.prototype.forEach.call(body.rows, function (row) { row.hidden = row.textContent.toLowerCase().indexOf(wanted) < 0; });
  });
})();
