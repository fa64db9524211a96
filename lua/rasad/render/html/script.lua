-- script.lua: what a page of a report does beyond reading: filtering, sorting, pointing. It reads well without.
return [[
"use strict";
(function () {
  var each = function (selector, f, root) { Array.prototype.forEach.call((root || document).querySelectorAll(selector), f); };

  // Evidence opens wherever a link leads to it, and on paper.
  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1));
    var target = id && document.getElementById(id);
    var details = target && target.closest("details");
    if (!details) return;
    details.open = true;
    target.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", reveal);
  each("a.event, a.jump", function (link) {
    link.addEventListener("click", function () { if (link.getAttribute("href") === location.hash) reveal(); });
  });
  reveal();
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = [];
    each("details.event:not([open])", function (details) { details.open = true; opened.push(details); });
  });
  window.addEventListener("afterprint", function () { opened.forEach(function (details) { details.open = false; }); });

  // What a pointer rests on is shown in the list and in the picture.
  function light(id, on) {
    each('[data-event="' + id + '"]', function (element) { element.classList.toggle("on", on); });
  }
  each("[data-event]", function (element) {
    var id = element.getAttribute("data-event");
    element.addEventListener("mouseenter", function () { light(id, true); });
    element.addEventListener("mouseleave", function () { light(id, false); });
  });

  // Timelines: words, statuses, order.
  function plain(text) {
    var bare = text.toLowerCase().replace(/[\u064B-\u065F\u0670\u0640\u200C]/g, "");
    return bare.replace(/\u064A|\u0649/g, "\u06CC").replace(/\u0643/g, "\u06A9");
  }
  each("section.timeline", function (section) {
    var controls = section.querySelector(".controls");
    if (!controls) return;
    controls.hidden = false;
    var items = [];
    each(".events > li", function (item) { items.push({ item: item, text: plain(item.textContent) }); }, section);
    var find = controls.querySelector("input[type=search]"), shown = controls.querySelector("output");
    var format = shown.getAttribute("data-format"), digits = shown.getAttribute("data-digits");
    function number(n) {
      return String(n).replace(/\d/g, function (d) { return digits.charAt(+d); });
    }
    function filter() {
      var words = plain(find.value).split(/\s+/), statuses = {}, count = 0;
      each("input[type=checkbox]", function (box) { statuses[box.value] = box.checked; }, controls);
      items.forEach(function (entry) {
        var fits = statuses[entry.item.getAttribute("data-status")] !== false &&
          words.every(function (word) { return entry.text.indexOf(word) >= 0; });
        entry.item.hidden = !fits;
        if (fits) count += 1;
        each('a.event[data-event="' + entry.item.getAttribute("data-event") + '"]', function (mark) {
          mark.classList.toggle("off", !fits);
        }, section);
      });
      shown.textContent = format.replace("{1}", number(count)).replace("{2}", number(items.length));
    }
    function sort(by) {
      each(".events", function (list) {
        var entries = Array.prototype.slice.call(list.children);
        entries.sort(function (a, b) {
          var x = a.getAttribute("data-" + by), y = b.getAttribute("data-" + by);
          var order = +a.getAttribute("data-order") - +b.getAttribute("data-order");
          if (by === "name") return x.localeCompare(y, document.documentElement.lang, { numeric: true }) || order;
          return by === "articles" ? +y - +x || order : order;
        });
        entries.forEach(function (entry) { list.appendChild(entry); });
      }, section);
    }
    find.addEventListener("input", filter);
    each("input[type=checkbox]", function (box) { box.addEventListener("change", filter); }, controls);
    controls.querySelector("select").addEventListener("change", function (event) { sort(event.target.value); });
    filter();
  });

  // Tables sort by a column when its title is pressed.
  each("table.sortable", function (table) {
    each("th", function (title, column) {
      var button = document.createElement("button");
      while (title.firstChild) button.appendChild(title.firstChild);
      title.appendChild(button);
      button.addEventListener("click", function () {
        var down = title.getAttribute("aria-sort") !== "descending", body = table.tBodies[0];
        each("th", function (other) { other.removeAttribute("aria-sort"); }, table);
        title.setAttribute("aria-sort", down ? "descending" : "ascending");
        var rows = Array.prototype.slice.call(body.rows);
        rows.sort(function (a, b) {
          var x = a.cells[column], y = b.cells[column], order;
          if (x.hasAttribute("data-value") && y.hasAttribute("data-value")) {
            order = +x.getAttribute("data-value") - +y.getAttribute("data-value");
          } else {
            order = x.textContent.localeCompare(y.textContent, document.documentElement.lang, { numeric: true });
          }
          return down ? -order : order;
        });
        rows.forEach(function (row) { body.appendChild(row); });
      });
    }, table);
  });
})();
]]
