using Buurthulp.Api.Hosting;

namespace Buurthulp.Tests.Api.Hosting;

public sealed class AppOptionsTests
{
    [Fact]
    public void Without_any_variable_the_data_lives_in_the_home_of_the_user()
    {
        var options = Read(("HOME", "/home/anna"));
        options.ShouldBe(new AppOptions(null, "/home/anna/.local/share/buurthulp", null, null));
    }

    [Fact]
    public void The_shared_data_home_goes_before_the_home_and_a_relative_one_is_ignored()
    {
        Read(("HOME", "/home/anna"), ("XDG_DATA_HOME", "/data/anna")).DataFolder.ShouldBe("/data/anna/buurthulp");
        Read(("HOME", "/home/anna"), ("XDG_DATA_HOME", "data")).DataFolder.ShouldBe("/home/anna/.local/share/buurthulp");
    }

    [Fact]
    public void Everything_that_is_said_well_is_taken_over()
    {
        var options = Read(
            ("BUURTHULP_DB", "Host=db;Username=anna;Password=secret;Database=buurthulp"),
            ("BUURTHULP_DATA", "/srv/buurthulp/"),
            ("BUURTHULP_URL", "https://hulp.example.org/"),
            ("BUURTHULP_SMTP", "smtp://anna:secret@mail.example.org:587"));
        options.Database.ShouldBe("Host=db;Username=anna;Password=secret;Database=buurthulp");
        options.DataFolder.ShouldBe("/srv/buurthulp/");
        options.PublicAddress.ShouldBe(new Uri("https://hulp.example.org"));
        options.Smtp!.Port.ShouldBe(587);
    }

    [Theory]
    [InlineData("BUURTHULP_DB", "postgres://anna:secret@db/buurthulp")]
    [InlineData("BUURTHULP_DB", "Host=db;Colour=secret")]
    [InlineData("BUURTHULP_DB", "Host=db;Port=secret;Database=buurthulp")]
    [InlineData("BUURTHULP_DB", "Database=buurthulp;Password=secret")]
    [InlineData("BUURTHULP_DB", "Host=db;Password=secret")]
    [InlineData("BUURTHULP_DB", "secret")]
    [InlineData("BUURTHULP_DATA", "~/buurthulp")]
    [InlineData("BUURTHULP_DATA", "/etc/passwd")]
    [InlineData("BUURTHULP_URL", "hulp.example.org")]
    [InlineData("BUURTHULP_URL", "ftp://hulp.example.org")]
    [InlineData("BUURTHULP_URL", "https://hulp.example.org/?page=1")]
    [InlineData("BUURTHULP_SMTP", "mail.example.org:25")]
    [InlineData("BUURTHULP_SMTP", "https://anna:secret@mail.example.org")]
    [InlineData("BUURTHULP_SMTP", "smtps://anna:secret@mail.example.org")]
    [InlineData("BUURTHULP_SMTP", "smtp://anna:secret@mail.example.org?tls=maybe")]
    [InlineData("BUURTHULP_SMTP", "smtp://anna:secret@mail.example.org?from=nobody")]
    [InlineData("BUURTHULP_SMTP", "smtp://anna:secret@mail.example.org?from=anna@x.test%0d%0aBcc:dirk@x.test")]
    [InlineData("BUURTHULP_SMTP", "smtp://anna:secret@mail.example.org?colour=red")]
    public void What_is_set_wrongly_is_named_without_telling_a_password(string name, string value)
    {
        var problem = Should.Throw<AppOptionsException>(() => Read(("HOME", "/home/anna"), (name, value)));
        problem.Variable.ShouldBe(name);
        problem.Message.ShouldStartWith(name);
        problem.Message.ShouldNotContain("secret");
        problem.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void Without_a_home_the_data_folder_must_be_said() =>
        Should.Throw<AppOptionsException>(() => Read()).Variable.ShouldBe("BUURTHULP_DATA");

    private static AppOptions Read(params (string Name, string Value)[] environment) =>
        AppOptions.Read(name => environment.FirstOrDefault(variable => variable.Name == name).Value);
}
