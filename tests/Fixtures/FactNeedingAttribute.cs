namespace Buurthulp.Tests.Fixtures;

/// <summary>
/// A test that runs a program of the machine, such as hledger. Where the program is missing the test is skipped and says
/// so; in CI, which installs everything, it runs and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactNeedingAttribute : FactAttribute
{
    public FactNeedingAttribute(string program)
    {
        Program = program;
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")) && !IsOnPath(program))
            Skip = $"{program} is not on this machine";
    }

    /// <summary>The program's name, looked up on the PATH.</summary>
    public string Program { get; }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
