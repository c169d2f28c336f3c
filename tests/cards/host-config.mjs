// A host config in the likeness of Teams: its font, spacing and colours in the light and the dark theme.
const palette = {
  light: { page: "#f5f5f5", card: "#ffffff", edge: "#d1d1d1", text: "#242424", subtle: "#616161", accent: "#4f52b2", good: "#237b4b", warning: "#835b00", attention: "#b10e1c", emphasis: "#f0f0f0", goodBack: "#e7f2da", attentionBack: "#fcf4f6", button: "#ffffff", input: "#ffffff" },
  dark: { page: "#1f1f1f", card: "#292929", edge: "#525252", text: "#ffffff", subtle: "#adadad", accent: "#9ea2ff", good: "#92c353", warning: "#fbc02d", attention: "#f9526b", emphasis: "#333333", goodBack: "#1a2e13", attentionBack: "#3b1519", button: "#292929", input: "#1f1f1f" },
};

export const themes = Object.keys(palette);

export function hostConfig(theme) {
  const c = palette[theme];
  const colors = (back) => ({
    backgroundColor: back, borderColor: c.edge, borderThickness: 0,
    foregroundColors: {
      default: { default: c.text, subtle: c.subtle }, accent: { default: c.accent, subtle: c.accent }, good: { default: c.good, subtle: c.good },
      warning: { default: c.warning, subtle: c.warning }, attention: { default: c.attention, subtle: c.attention },
    },
  });
  return {
    fontFamily: "'Segoe UI', 'Selawik', 'Open Sans', 'Liberation Sans', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: c.edge },
    supportsInteractivity: true,
    containerStyles: { default: colors(c.card), emphasis: colors(c.emphasis), good: colors(c.goodBack), attention: colors(c.attentionBack), accent: colors(c.emphasis), warning: colors(c.emphasis) },
    actions: { maxActions: 6, spacing: "default", buttonSpacing: 8, showCard: { actionMode: "inline", inlineTopMargin: 8, style: "emphasis" }, actionsOrientation: "horizontal", actionAlignment: "left" },
    factSet: { title: { color: "default", size: "default", weight: "bolder", wrap: true, maxWidth: 150 }, value: { color: "default", size: "default", wrap: true }, spacing: 10 },
    inputs: { label: { requiredInputs: { suffix: " *", suffixColor: "attention" } } },
    textStyles: { heading: { weight: "bolder", size: "default", color: "default" } },
  };
}

export function css(theme) {
  const c = palette[theme];
  return `.${theme} { background: ${c.page}; color: ${c.text}; }
.${theme} .card { background: ${c.card}; border: 1px solid ${c.edge}; border-radius: 4px; }
.${theme} .ac-pushButton { background: ${c.button}; color: ${c.text}; border: 1px solid ${c.edge}; border-radius: 4px; padding: 5px 12px; font: 600 14px 'Segoe UI', 'Liberation Sans', sans-serif; white-space: normal !important; text-align: left; }
.${theme} .ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff; }
.${theme} .ac-pushButton.expanded { border-color: ${c.accent}; }
.${theme} input, .${theme} textarea, .${theme} select { background: ${c.input}; color: ${c.text}; border: 1px solid ${c.edge}; border-radius: 4px; padding: 6px; font: 14px 'Segoe UI', 'Liberation Sans', sans-serif; width: 100%; box-sizing: border-box; }
.${theme} textarea { min-height: 120px; }
.${theme} .card a { color: ${c.accent} !important; }
.${theme} .ac-textBlock p { margin: 0; }`;
}
