(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const figures = new Map(data.figures.map(f => [f.id, f]));
  const panel = document.getElementById('behind');
  let pressed = null;
  const make = (tag, text) => { const e = document.createElement(tag); if (text) e.textContent = text; return e; };
  const open = id => {
    const row = document.getElementById(id);
    if (!row || !row.classList.contains('row')) return;
    for (let e = row; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;
    row.scrollIntoView({ block: 'start' });
  };
  const close = () => { panel.hidden = true; if (pressed) { pressed.removeAttribute('aria-pressed'); pressed.focus(); pressed = null; } };
  const show = button => {
    const figure = figures.get(button.dataset.f);
    if (!figure) return;
    if (pressed) pressed.removeAttribute('aria-pressed');
    pressed = button;
    button.setAttribute('aria-pressed', 'true');
    const end = make('button', 'Close');
    end.onclick = close;
    const list = make('ul');
    for (const i of figure.rows) {
      const r = data.rows[i].row, item = make('li'), link = make('a', `${r.row}${r.repeat ? ' repeat ' + (r.repeat + 1) : ''}`);
      link.href = '#r' + i;
      const word = make('span', r.outcome);
      word.className = 'pill ' + r.outcome;
      item.append(word, ' ', link, ' ', Object.assign(make('span', r.model), { className: 'quiet' }));
      list.append(item);
    }
    panel.replaceChildren(end, make('b', figure.shown), ` ${figure.id} · ${figure.rows.length} row${figure.rows.length === 1 ? '' : 's'}`, list);
    panel.hidden = false;
  };
  document.addEventListener('click', e => { const f = e.target.closest('[data-f]'); if (f) show(f); });
  document.addEventListener('keydown', e => { if (e.key === 'Escape') close(); });
  addEventListener('hashchange', () => open(location.hash.slice(1)));
  if (location.hash) open(location.hash.slice(1));
})();
