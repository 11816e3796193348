using Microsoft.Playwright;

namespace Buurthulp.Tests.Fixtures;

/// <summary>The Chromium of the machine, one for all tests, driven by Playwright; started by the first test that needs it. Each test opens a context of its own: cookies, size, language and colours.</summary>
internal static class Browser
{
    /// <summary>The narrowest phone that people have.</summary>
    public static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    public static readonly ViewportSize Desk = new() { Width = 1280, Height = 900 };

    /// <summary>The first is the same Chromium without windows and starts a page five times as fast.</summary>
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "google-chrome", "chromium-browser"];

    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);
    private static IPlaywright? driver;

    /// <summary>A browser of somebody's own, in front of a server.</summary>
    public static async Task<IBrowserContext> OpenAsync(Uri server, Action<BrowserNewContextOptions>? more = null)
    {
        var options = new BrowserNewContextOptions { BaseURL = server.ToString(), ViewportSize = Phone, Locale = "nl-NL", TimezoneId = "Europe/Amsterdam" };
        more?.Invoke(options);
        return await (await Started.Value).NewContextAsync(options);
    }

    public static async Task StopAsync()
    {
        if (!Started.IsValueCreated) return;
        await (await Started.Value).CloseAsync();
        driver?.Dispose();
    }

    private static async Task<IBrowser> StartAsync()
    {
        driver = await Playwright.CreateAsync();
        return await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Find() ?? throw new InvalidOperationException($"none of {string.Join(", ", Names)} is on this machine; ./buurthulp test installs it"),
            // Tests may run as root, where Chromium has no sandbox; and it is not to look for updates.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    private static string? Find() => Names
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
