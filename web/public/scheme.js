// Sets light or dark before the first paint, so that a dark desk never flashes white.
(() => {
  let choice = "auto";
  try {
    choice = localStorage.getItem("autolytiq.scheme") || "auto";
  } catch {
    // Storage can be switched off; then the system decides.
  }
  const dark =
    choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
