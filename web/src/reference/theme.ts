// Redoc takes its colours as values, so they are read from the page's own variables.
export function redocOptions(): object {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const [paper, plaster, ink, faint, line, accent] = ["paper", "plaster", "ink", "faint", "line", "sanguine"].map(of);
  return {
    hideDownloadButtons: true,
    expandResponses: "200,201,202",
    nativeScrollbars: true,
    jsonSamplesExpandLevel: 3,
    scrollYOffset: 48,
    theme: {
      colors: {
        primary: { main: accent },
        text: { primary: ink, secondary: faint },
        border: { dark: line, light: line },
        gray: { 50: plaster, 100: line },
        responses: {
          success: { color: ink, backgroundColor: plaster, tabTextColor: "#9fc79a" },
          redirect: { color: faint, backgroundColor: plaster, tabTextColor: faint },
          error: { color: accent, backgroundColor: plaster, tabTextColor: "#e2906d" },
        },
      },
      typography: {
        fontSize: "15px",
        fontFamily: of("sans"),
        headings: { fontFamily: of("serif"), fontWeight: "500" },
        code: { fontFamily: of("mono"), fontSize: "13px", color: accent, backgroundColor: plaster },
        links: { color: accent, visited: accent, hover: accent },
      },
      sidebar: { backgroundColor: paper, textColor: ink, activeTextColor: accent, arrow: { color: faint } },
      rightPanel: { backgroundColor: "#211e1b", textColor: "#ece4d7" },
      codeBlock: { backgroundColor: "#171513" },
      schema: { linesColor: line, nestedBackground: plaster, typeNameColor: faint, typeTitleColor: faint },
    },
  };
}
