// Draws each picture of a page with figures from the table under it. Without this script the tables stand there alone.
import { max } from "d3-array";
import { axisBottom, axisLeft } from "d3-axis";
import { scaleBand, scaleLinear } from "d3-scale";
import { select } from "d3-selection";

// What is drawn stands in the cells that say so; their line's head is its label.
function read(table) {
  return [...table.querySelectorAll("td[data-drawn]")].map((cell) => ({
    label: cell.closest("tr").querySelector(".bh-label").textContent,
    text: cell.textContent,
    value: Number(cell.dataset.drawn),
    mark: cell.dataset.mark ? Number(cell.dataset.mark) : null,
  }));
}

// Bars one below the other, each under its label and with its number behind it: nothing has to be told apart by colour.
function rows(svg, points, width, em) {
  const step = 3 * em;
  const x = scaleLinear([0, max(points, (point) => Math.max(point.value, point.mark ?? 0)) || 1], [0, width - 8 * em]);
  const row = svg.selectAll("g").data(points).join("g").attr("transform", (_, i) => `translate(0,${i * step})`);
  row.append("text").attr("y", em).text((point) => fit(point.label, width, em));
  row.append("rect").attr("class", "bh-bar").attr("y", 1.4 * em).attr("height", 1.1 * em).attr("width", (point) => Math.max(x(point.value), 1));
  const marked = row.filter((point) => point.mark !== null);
  marked.append("line").attr("class", "bh-mark").attr("x1", (point) => x(point.mark)).attr("x2", (point) => x(point.mark)).attr("y1", 1.2 * em).attr("y2", 2.7 * em);
  const value = row.append("text").attr("class", "bh-value").attr("y", 2.3 * em).attr("x", (point) => x(point.value) + 0.4 * em).text((point) => point.text);
  // Where the number would stand across the mark it stands behind it.
  value.filter(function (point) {
    const end = x(point.value) + 0.8 * em + this.getComputedTextLength();
    return point.mark !== null && x(point.mark) >= x(point.value) && x(point.mark) < end;
  }).attr("x", (point) => x(point.mark) + 0.4 * em);
  return points.length * step;
}

// Bars side by side on a common line, with a scale at the left; as many labels as there is room for.
function columns(svg, points, width, em) {
  const height = 13 * em;
  const left = (String(max(points, (point) => point.value)).length + 1.5) * 0.62 * em;
  const x = scaleBand(points.map((_, i) => i), [left, width]).padding(0.2);
  const y = scaleLinear([0, max(points, (point) => point.value) || 1], [height - 2.5 * em, em]).nice(4);
  const every = Math.ceil((7 * em) / x.step());
  const ticks = points.map((_, i) => i).filter((i) => i % every === 0 && x(i) + 3 * em < width);
  svg.append("g").attr("class", "bh-axis bh-axis--lines").attr("transform", `translate(${left},0)`)
    .call(axisLeft(y).tickValues(y.ticks(4).filter(Number.isInteger)).tickFormat(String).tickSize(left - width).tickPadding(0.4 * em));
  svg.append("g").selectAll("rect").data(points).join("rect").attr("class", "bh-bar").attr("x", (_, i) => x(i)).attr("width", x.bandwidth())
    .attr("y", (point) => y(point.value)).attr("height", (point) => y(0) - y(point.value));
  svg.append("g").attr("class", "bh-axis").attr("transform", `translate(0,${y(0)})`)
    .call(axisBottom(x).tickValues(ticks).tickFormat((i) => short(points[i].label)).tickPadding(0.4 * em));
  return height;
}

// "oktober 2025" as "okt 2025".
function short(label) {
  const [word, ...rest] = label.split(" ");
  return [word.slice(0, 3), ...rest].join(" ");
}

function fit(label, width, em) {
  const most = Math.floor(width / (0.55 * em));
  return label.length > most ? `${label.slice(0, most - 1)}…` : label;
}

const kinds = { columns, rows };

function draw(figure, points) {
  const frame = figure.querySelector(".bh-chart__picture");
  const [width, em] = [frame.clientWidth, parseFloat(getComputedStyle(frame).fontSize)];
  if (width === 0) return;
  const svg = select(frame).html("").append("svg").attr("role", "img").attr("aria-label", figure.querySelector("figcaption").textContent);
  const height = kinds[figure.dataset.chart](svg, points, width, em);
  svg.attr("viewBox", `0 0 ${width} ${height}`).attr("width", width).attr("height", height);
}

for (const figure of document.querySelectorAll("[data-chart]")) {
  const points = read(document.getElementById(figure.dataset.from));
  figure.hidden = false;
  new ResizeObserver(() => draw(figure, points)).observe(figure.querySelector(".bh-chart__picture"));
}
