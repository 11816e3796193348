using System.Text;
using System.Text.Json;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Tests.Ledger.Events;

/// <summary>
/// What stands in journals stays readable, byte for byte. A failure here means that journals which exist would be read or hashed otherwise:
/// give the new shape a new stored name (<c>…_v2</c>) rather than change a file.
/// </summary>
public sealed class StoredEventTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "StoredEvents");

    public static TheoryData<string> Files => [.. Samples.All.Select(sample => sample.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_stored_event_is_read_and_written_back_as_it_was(string file)
    {
        var stored = Stored(file);
        Encoding.UTF8.GetString(EventJson.Write(EventJson.Read(NameIn(file), stored))).ShouldBe(Encoding.UTF8.GetString(stored));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_program_still_writes_what_it_wrote(string file)
    {
        var sample = Samples.All.Single(sample => sample.File == file).Event;
        Encoding.UTF8.GetString(EventJson.Write(sample)).ShouldBe(Encoding.UTF8.GetString(Stored(file)));
        EventTypes.NameOf(sample).ShouldBe(NameIn(file));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_stored_event_is_canonical_as_it_is_written(string file) => CanonicalJson.Of(Stored(file).AsSpan()).ShouldBe(Stored(file));

    [Fact]
    public void Every_kind_of_event_has_a_file_and_every_file_a_sample()
    {
        EventTypes.All.Count.ShouldBeGreaterThan(25);
        Samples.All.Select(sample => sample.Event.GetType()).Distinct().ShouldBe(EventTypes.All, ignoreOrder: true);
        Directory.GetFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).ShouldBe(Samples.All.Select(sample => sample.File), ignoreOrder: true);
    }

    /// <summary>Over all samples of an event, each of its members is there at least once.</summary>
    [Fact]
    public void Every_member_of_every_event_stands_in_a_file()
    {
        foreach (var type in EventTypes.All)
        {
            var stored = Samples.All.Where(sample => sample.Event.GetType() == type).SelectMany(sample => MemberNames(Stored(sample.File))).ToHashSet();
            stored.ShouldBe(EventJson.Options.GetTypeInfo(type).Properties.Select(property => property.Name), ignoreOrder: true, customMessage: type.Name);
        }
    }

    [Fact]
    public void An_unknown_stored_name_is_not_read() =>
        Should.Throw<JsonException>(() => EventJson.Read("exchange_booked_v99", "{}"u8)).Message.ShouldContain("exchange_booked_v99");

    [Theory]
    [InlineData("gift_made", """{"from":"Anna de Vries"}""")]
    [InlineData("gift_made", """{"from":17}""")]
    [InlineData("gift_made", """{"minutes":1.5}""")]
    [InlineData("gift_made", """{"minutes":"60"}""")]
    [InlineData("gift_made", """{"minutes":9223372036854775808}""")]
    [InlineData("gift_made", """{"happenedOn":"20-11-2026"}""")]
    [InlineData("gift_made", """{"happenedOn":"2026-02-30"}""")]
    [InlineData("gift_made", """{"gift":"no id"}""")]
    [InlineData("gift_made", "null")]
    [InlineData("request_posted", """{"channel":"pigeon"}""")]
    [InlineData("request_posted", """{"channel":1}""")]
    [InlineData("exchange_booked", """{"helpers":null}""")]
    public void What_does_not_fit_an_event_is_not_read(string name, string data) =>
        Should.Throw<JsonException>(() => EventJson.Read(name, Encoding.UTF8.GetBytes(data)));

    private static string NameIn(string file) => file.Split('.')[0];

    private static byte[] Stored(string file) => File.ReadAllBytes(Path.Combine(Folder, file + ".json"));

    private static IEnumerable<string> MemberNames(byte[] json) => JsonElement.Parse(json).EnumerateObject().Select(member => member.Name);
}
