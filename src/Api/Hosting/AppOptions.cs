using Buurthulp.Api.Mail;
using Npgsql;

namespace Buurthulp.Api.Hosting;

/// <summary>What the environment says about where the app keeps its data and how it reaches the world.</summary>
/// <param name="Database">BUURTHULP_DB: Npgsql connection string; null when the app runs a PostgreSQL of its own.</param>
/// <param name="DataFolder">BUURTHULP_DATA: full path of the folder for the embedded database, keys and outgoing mail. It need not be there yet.</param>
/// <param name="PublicAddress">BUURTHULP_URL: the address people type, without a slash at the end; null when it is not said.</param>
/// <param name="Smtp">BUURTHULP_SMTP: an address that <see cref="MailServer"/> reads; null when mail goes to the data folder.</param>
public sealed record AppOptions(string? Database, string DataFolder, Uri? PublicAddress, Uri? Smtp)
{
    /// <summary>Reads the environment of this process.</summary>
    /// <exception cref="AppOptionsException">A variable is set wrongly, or there is no place for the data.</exception>
    public static AppOptions FromEnvironment() => Read(Environment.GetEnvironmentVariable);

    /// <summary>Reads variables by name; an empty one counts as not set.</summary>
    /// <exception cref="AppOptionsException">A variable is set wrongly, or there is no place for the data.</exception>
    public static AppOptions Read(Func<string, string?> variable)
    {
        return new AppOptions(
            Value("BUURTHULP_DB") is { } database ? CheckedDatabase(database) : null,
            Value("BUURTHULP_DATA") is { } data ? CheckedFolder(data) : DefaultFolder(),
            Value("BUURTHULP_URL") is { } url ? CheckedAddress(url) : null,
            Value("BUURTHULP_SMTP") is { } smtp ? CheckedSmtp(smtp) : null);

        string? Value(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

        string DefaultFolder()
        {
            // The XDG rules: a relative path there is to be ignored.
            if (Value("XDG_DATA_HOME") is { } shared && Path.IsPathFullyQualified(shared))
                return Path.Combine(shared, "buurthulp");
            if (Value("HOME") is { } home && Path.IsPathFullyQualified(home))
                return Path.Combine(home, ".local", "share", "buurthulp");
            throw new AppOptionsException("BUURTHULP_DATA", "is not set, and without HOME there is no default for it", "set it to the folder where the data may live");
        }
    }

    // What stands in the string is not repeated: it may hold a password.
    private static string CheckedDatabase(string value)
    {
        const string example = "write it as Host=db.example.org;Username=buurthulp;Password=…;Database=buurthulp, or leave it out to use the embedded PostgreSQL";
        if (value.Contains("://", StringComparison.Ordinal))
            throw new AppOptionsException("BUURTHULP_DB", "is an address, not a connection string", example);
        NpgsqlConnectionStringBuilder parts;
        try
        {
            parts = new NpgsqlConnectionStringBuilder(value);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            throw new AppOptionsException("BUURTHULP_DB", "is not a PostgreSQL connection string", example);
        }

        if (string.IsNullOrWhiteSpace(parts.Host))
            throw new AppOptionsException("BUURTHULP_DB", "names no Host", example);
        return string.IsNullOrWhiteSpace(parts.Database) ? throw new AppOptionsException("BUURTHULP_DB", "names no Database", example) : value;
    }

    private static string CheckedFolder(string value)
    {
        if (value.StartsWith('~'))
            throw new AppOptionsException("BUURTHULP_DATA", $"starts with ~ ({value}), which only a shell understands", "write the full path");
        var full = Path.GetFullPath(value);
        return File.Exists(full) ? throw new AppOptionsException("BUURTHULP_DATA", $"is a file ({full})", "set it to a folder") : full;
    }

    private static Uri CheckedAddress(string value)
    {
        var isAddress = Uri.TryCreate(value, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https"
            && address is { Host.Length: > 0, Query: "", Fragment: "", UserInfo: "" };
        return isAddress
            ? new Uri(value.TrimEnd('/'))
            : throw new AppOptionsException("BUURTHULP_URL", $"is not a web address ({value})", "write it as https://buurthulp.example.org");
    }

    private static Uri CheckedSmtp(string value)
    {
        return MailServer.Problem(value) is { } wrong ? throw new AppOptionsException("BUURTHULP_SMTP", wrong.Problem, wrong.Remedy) : new Uri(value);
    }
}

/// <summary>An environment variable is set wrongly. The message is one line: which one, what is wrong, what to do.</summary>
public sealed class AppOptionsException(string variable, string problem, string remedy) : Exception($"{variable} {problem}: {remedy}.")
{
    /// <summary>The name of the variable, such as BUURTHULP_DB.</summary>
    public string Variable { get; } = variable;
}
