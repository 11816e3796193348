namespace Buurthulp.Tests.Api.Books;

/// <summary>
/// A test that asks another program. Where that is not installed the test is skipped and says so; a build server (environment variable
/// CI) has it, so there the test fails rather than pass over what it is for.
/// </summary>
internal sealed class NeedsToolFactAttribute : FactAttribute
{
    public NeedsToolFactAttribute(string tool, string debianPackage)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")) && !Tool.IsInstalled(tool)) Skip = $"{tool} is not installed (Debian package {debianPackage})";
    }
}
