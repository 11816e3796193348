namespace Buurthulp.Api.Embedded;

/// <summary>
/// The account PostgreSQL runs under. It refuses root, so root steps aside for <c>postgres</c> or else <c>nobody</c>;
/// anybody else runs it as themselves.
/// </summary>
/// <param name="Name">The account's name; null for the account of this process.</param>
/// <param name="UserAndGroup">Its numbers as <c>chown</c> takes them; null for the account of this process.</param>
/// <param name="Prefix">The command put before every PostgreSQL program that comes and goes.</param>
/// <param name="DaemonPrefix">The same for the server: a session of its own, and a signal when this process dies.</param>
internal sealed record OsAccount(string? Name, string? UserAndGroup, IReadOnlyList<string> Prefix, IReadOnlyList<string> DaemonPrefix)
{
    private const string WhatToDo = "Set BUURTHULP_DATA to an existing folder that every account may pass through (chmod 711), or start as another user than root.";

    /// <summary>The account that can reach all of <paramref name="folders"/>.</summary>
    public static async Task<OsAccount> ChooseAsync(IReadOnlyList<string> folders, ILogger logger, CancellationToken token)
    {
        // "clear" asks only whether the option is known: a real signal would come when the pool ends the thread we are on.
        var hasSetpriv = (await ShortRun.RunAsync(["setpriv", "--pdeathsig", "clear", "true"], null, token)).ExitCode == 0;
        var hasSetsid = (await ShortRun.RunAsync(["setsid", "true"], null, token)).ExitCode == 0;
        if (!Environment.IsPrivilegedProcess)
            return new OsAccount(null, null, [], Daemon(hasSetsid, hasSetpriv, []));

        if (!hasSetpriv)
            throw new EmbeddedPostgresException("PostgreSQL refuses to run as root, and setpriv (package util-linux) is not here to change the account. Install it, start as another user, or set BUURTHULP_DB.");
        var (name, uid, gid) = FindAccount()
            ?? throw new EmbeddedPostgresException("PostgreSQL refuses to run as root, and /etc/passwd has neither a user postgres nor nobody. Add one, start as another user, or set BUURTHULP_DB.");

        string[] drop = ["--reuid", uid, "--regid", gid, "--clear-groups", "--inh-caps=-all"];
        if (folders.All(IsOpenToAll))
            return Make(name, uid, gid, drop, hasSetsid);

        // A home of root is closed to others (mode 0700). One capability lets the account pass through folders on the way to
        // its own; which of the two is there depends on the container. Without the secure bit the kernel leaves it out of account
        // when initdb asks by access(2) whether the server stands beside it.
        foreach (var capability in (string[])["dac_read_search", "dac_override"])
        {
            string[] pass =
            [
                "--reuid", uid, "--regid", gid, "--clear-groups", "--securebits=+no_setuid_fixup",
                $"--inh-caps=-all,+{capability}", $"--ambient-caps=-all,+{capability}", $"--bounding-set=-all,+{capability}",
            ];
            var probes = new List<ShortRun>();
            foreach (var folder in folders)
                probes.Add(await ShortRun.RunAsync(["setpriv", .. pass, "ls", folder], null, token));
            if (probes.TrueForAll(probe => probe.ExitCode == 0))
            {
                logger.LogDebug("PostgreSQL runs as {Account} with {Capability}, to reach {Folders}", name, capability, folders);
                return Make(name, uid, gid, pass, hasSetsid);
            }
        }

        throw new EmbeddedPostgresException($"PostgreSQL refuses to run as root, and the user {name} cannot reach {folders.First(f => !IsOpenToAll(f))}. {WhatToDo}");
    }

    /// <summary>Gives a folder and what is in it to the account, when that is not the one we run under.</summary>
    public async Task GiveAsync(string folder, CancellationToken token)
    {
        if (UserAndGroup is null) return;
        var run = await ShortRun.RunAsync(["chown", "-R", "-h", UserAndGroup, folder], null, token);
        if (run.ExitCode != 0)
            throw new EmbeddedPostgresException($"The folder {folder} cannot be given to the user {Name}: {run.LastWords} {WhatToDo}");
    }

    private static OsAccount Make(string name, string uid, string gid, string[] drop, bool hasSetsid) =>
        new(name, $"{uid}:{gid}", ["setpriv", .. drop], Daemon(hasSetsid, true, drop));

    // A session of its own keeps Ctrl-C for the app, which then stops PostgreSQL after its own work is done.
    // The signal on our death is a fast shutdown: it follows the thread that started the process.
    private static string[] Daemon(bool hasSetsid, bool hasSetpriv, string[] drop) =>
        [.. hasSetsid ? (string[])["setsid"] : [], .. hasSetpriv ? (string[])["setpriv", .. drop, "--pdeathsig", "INT"] : []];

    private static (string Name, string Uid, string Gid)? FindAccount()
    {
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length >= 4).ToList();
        return ((string[])["postgres", "nobody"])
            .Select(name => accounts.Find(fields => fields[0] == name))
            .OfType<string[]>()
            .Select(fields => ((string, string, string)?)(fields[0], fields[2], fields[3]))
            .FirstOrDefault();
    }

    private static bool IsOpenToAll(string folder)
    {
        if (OperatingSystem.IsWindows()) return false;
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (!File.GetUnixFileMode(at).HasFlag(UnixFileMode.OtherExecute)) return false;
        }

        return true;
    }
}
