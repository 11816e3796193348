using Microsoft.AspNetCore.DataProtection;

namespace Buurthulp.Api.Tokens;

/// <summary>Where the keys of tokens stand: the folder <c>keys</c> in the data folder, the same for the server and for every command.</summary>
public static class TokenKeys
{
    private const string ApplicationName = "buurthulp";

    /// <summary>For a command, which has no host: <c>new BearerTokens(TokenKeys.In(dataFolder), SystemClock.Instance)</c>.</summary>
    public static IDataProtectionProvider In(string dataFolder) => DataProtectionProvider.Create(Folder(dataFolder), protection => protection.SetApplicationName(ApplicationName));

    /// <summary>For the host.</summary>
    public static void AddTokenKeys(this IServiceCollection services, string dataFolder) =>
        services.AddDataProtection().SetApplicationName(ApplicationName).PersistKeysToFileSystem(Folder(dataFolder));

    // Whoever reads the keys can make any token, so nobody else on the machine may.
    internal static DirectoryInfo Folder(string dataFolder)
    {
        var folder = Path.Combine(dataFolder, "keys");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(folder)
            : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
