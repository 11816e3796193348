using System.Text;
using System.Text.Json;
using Buurthulp.Api.Feeds;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Journal;
using Buurthulp.Tests.Api.Http;
using Buurthulp.Tests.Ledger.Events;
using NodaTime;

namespace Buurthulp.Tests.Api.Feeds;

/// <summary>What an account may see of an entry, over samples of every kind of event.</summary>
public sealed class OwnPartTests
{
    private static readonly Entry[] Shown = [.. Samples.All.Where(sample => OwnPart.Shows(sample.Event.GetType())).Select((sample, i) =>
        new Entry(new CommunityCode("molenwijk"), i + 1, Guid.NewGuid(), sample.Event, EventJson.Write(sample.Event), Instant.FromUtc(2026, 11, 20, 12, 0), "coordinator", Guid.NewGuid(), null, null))];

    /// <summary>A new kind of event is shown to nobody but the desk until somebody decides otherwise, here.</summary>
    [Fact]
    public void Which_kinds_are_shown_to_those_who_take_part_is_agreed() =>
        Snapshot.ShouldMatch("own-part.txt", string.Join('\n', EventTypes.All.Select(type => $"{EventTypes.NameOf(type)}: {(OwnPart.Shows(type) ? "who takes part" : "the desk")}").Order(StringComparer.Ordinal)));

    [Fact]
    public void Nobody_sees_another_account()
    {
        var accounts = Shown.SelectMany(entry => Numbers(entry.Data.Span)).Append("L9999").Distinct().ToArray();
        accounts.Length.ShouldBeGreaterThan(5);
        foreach (var entry in Shown)
        {
            foreach (var own in accounts)
            {
                var others = Numbers(entry.Data.Span).Where(account => account != own);
                var text = Encoding.UTF8.GetString(OwnPart.Of(entry, new AccountNumber(own)).Span);
                foreach (var other in others) text.ShouldNotContain($"\"{other}\"", customMessage: $"{entry.Type} to {own}");
            }
        }
    }

    [Fact]
    public void Nobody_sees_an_amount_but_their_own()
    {
        foreach (var entry in Shown)
        {
            var line = JsonElement.Parse(OwnPart.Of(entry, new AccountNumber("L9999")).Span);
            Amounts(line.GetProperty("data")).ShouldBeEmpty(entry.Type);
            line.GetProperty("postings").GetArrayLength().ShouldBe(0, entry.Type);
        }
    }

    [Fact]
    public void Everybody_sees_what_moved_on_their_own_account()
    {
        var moving = Shown.Where(entry => Postings.Of(entry.Event).Count > 0).ToArray();
        moving.Length.ShouldBeGreaterThan(10);
        foreach (var (account, amount, entry) in moving.SelectMany(entry => Postings.Of(entry.Event).Select(posting => (posting.Account, posting.Amount, entry))))
        {
            var postings = JsonElement.Parse(OwnPart.Of(entry, account).Span).GetProperty("postings").EnumerateArray().ToArray();
            postings.ShouldContain(posting => posting.GetProperty("amount").GetInt64() == amount, entry.Type);
            postings.ShouldAllBe(posting => posting.GetProperty("account").GetString() == account.Value, entry.Type);
        }
    }

    /// <summary>Every text in the event that is an account's number somewhere in the samples.</summary>
    private static IEnumerable<string> Numbers(ReadOnlySpan<byte> data) => Texts(JsonElement.Parse(data)).Where(text => text is ['L' or 'O' or 'W' or 'P', _, _, ..] && text.Skip(1).All(char.IsAsciiDigit) || text is "buurtpot" or "gemeente" or "opening" or "notes").ToArray();

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [value.GetString()!],
        _ => [],
    };

    private static IEnumerable<long> Amounts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Amounts(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Amounts),
        JsonValueKind.Number => [value.GetInt64()],
        _ => [],
    };
}
