namespace Buurthulp.Api.Commands;

/// <summary>In which language a command speaks.</summary>
internal static class CommandLanguage
{
    /// <param name="asked">nl or en; null: as the machine is set.</param>
    public static string Of(string? asked)
    {
        asked ??= Environment.GetEnvironmentVariable("LC_ALL") is { Length: > 0 } all ? all : Environment.GetEnvironmentVariable("LANG") ?? "";
        return asked.StartsWith("nl", StringComparison.OrdinalIgnoreCase) ? "nl" : "en";
    }
}
