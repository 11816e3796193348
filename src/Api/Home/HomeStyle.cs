namespace Buurthulp.Api.Home;

/// <summary>The home page's style: large text, high contrast in light and dark, one column that fits 360 pixels.</summary>
internal static class HomeStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1b1b1b; --paper: #ffffff; --line: #767676; --link: #004a8f; }
        @media (prefers-color-scheme: dark) { :root { --ink: #f2f2f2; --paper: #161616; --line: #9a9a9a; --link: #9fcbff; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1.125rem/1.6 system-ui, sans-serif; }
        main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem; overflow-wrap: break-word; }
        h1 { font-size: 2rem; line-height: 1.2; }
        h2 { font-size: 1.375rem; line-height: 1.3; margin-top: 2rem; }
        a { color: var(--link); }
        a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; }
        th, td { text-align: left; padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        th a { display: inline-block; min-height: 1.5rem; }
        code { font-size: 1rem; overflow-wrap: normal; }

        """;
}
