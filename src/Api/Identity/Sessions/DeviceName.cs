namespace Buurthulp.Api.Identity.Sessions;

/// <summary>What a browser says of itself, in words that its owner knows: "Firefox, Windows". Nothing that tells two of the same kind apart is kept.</summary>
public static class DeviceName
{
    // The order matters: nearly every browser claims to be Safari and Chrome too.
    private static readonly (string Mark, string Name)[] Browsers = [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")];
    private static readonly (string Mark, string Name)[] Systems = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "Chromebook"), ("Mac OS X", "Mac"), ("Linux", "Linux")];

    /// <summary>Empty when nothing in the text is known.</summary>
    public static string Of(string userAgent)
    {
        return string.Join(", ", new[] { Find(Browsers), Find(Systems) }.OfType<string>());

        string? Find((string Mark, string Name)[] known) => known.FirstOrDefault(one => userAgent.Contains(one.Mark, StringComparison.Ordinal)).Name;
    }
}
