using System.Xml.Linq;

namespace Buurthulp.Tests.Architecture;

/// <summary>Api knows Projections and Ledger; Projections knows Ledger; Ledger knows nothing of ours.</summary>
public sealed class DependencyTests
{
    [Fact]
    public void The_ledger_knows_nothing_of_the_rest_and_nothing_of_the_web()
    {
        var referenced = Assemblies.Ledger.GetReferencedAssemblies().Select(name => name.Name!).ToArray();
        referenced.ShouldContain("NodaTime");
        referenced.ShouldNotContain(name => name.StartsWith("Buurthulp", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public void Projections_know_the_ledger_and_nothing_of_the_web()
    {
        var referenced = Assemblies.Projections.GetReferencedAssemblies().Select(name => name.Name!).ToArray();
        referenced.ShouldNotBeEmpty();
        referenced.ShouldNotContain(name => name == "Buurthulp.Api" || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    /// <summary>A reference that nothing uses yet does not reach the assembly, so the project files are read too.</summary>
    [Theory]
    [InlineData("Ledger")]
    [InlineData("Projections", "../Ledger/Ledger.csproj")]
    [InlineData("Api", "../Projections/Projections.csproj")]
    public void A_project_names_only_the_room_below_it(string project, params string[] expected)
    {
        var file = XDocument.Parse(Assemblies.Source("src", project, project + ".csproj"));
        file.Descendants("ProjectReference").Select(reference => (string?)reference.Attribute("Include")).ShouldBe(expected);
        if (project != "Api") file.Descendants("FrameworkReference").ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_journal_speaks_to_the_database()
    {
        var speaking = Assemblies.Ledger.GetTypes().SelectMany(type => UsedTypes.Of(type).Select(use => (Room: Room(type), use.Used, use.Where)))
            .Where(use => use.Used.Assembly.GetName().Name == "Npgsql").ToArray();

        speaking.ShouldNotBeEmpty();
        speaking.Where(use => use.Room != "Buurthulp.Ledger.Journal").Select(use => $"{use.Where} uses {use.Used.Name}").Distinct().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Ledger")]
    [InlineData("Projections")]
    public void Clock_chance_and_new_ids_are_banned_where_figures_are_made(string project)
    {
        var file = XDocument.Parse(Assemblies.Source("src", project, project + ".csproj"));
        file.Descendants("PackageReference").Select(reference => (string?)reference.Attribute("Include")).ShouldContain("Microsoft.CodeAnalysis.BannedApiAnalyzers");
        file.Descendants("AdditionalFiles").Select(additional => (string?)additional.Attribute("Include")).ShouldContain("BannedSymbols.txt");
        var banned = Assemblies.Source("src", project, "BannedSymbols.txt").Split('\n').Select(line => line.Split(';')[0]);
        string[] expected =
        [
            "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTime.Today", "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow",
            "P:NodaTime.SystemClock.Instance", "M:System.Guid.NewGuid", "M:System.Guid.CreateVersion7", "T:System.Random",
        ];
        expected.Except(banned).ShouldBeEmpty();
    }

    /// <summary>What the compiler makes for a lambda or an async method lives where it was written.</summary>
    private static string Room(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type.Namespace ?? "";
    }
}
