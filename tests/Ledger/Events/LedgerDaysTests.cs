using System.Text;
using System.Text.RegularExpressions;
using Buurthulp.Ledger;
using Buurthulp.Ledger.Journal;
using NodaTime;

namespace Buurthulp.Tests.Ledger.Events;

/// <summary>No event holds a day that a database can't, whoever wrote it.</summary>
public sealed partial class LedgerDaysTests
{
    /// <summary>In the samples of an event each of its members is there at least once, so that each of its days has its turn here.</summary>
    [Fact]
    public void Every_day_of_every_event_is_looked_at()
    {
        var days = 0;
        foreach (var (file, recorded) in Samples.All)
        {
            LedgerDays.FirstOutside(recorded).ShouldBeNull(file);
            var text = Encoding.UTF8.GetString(EventJson.Write(recorded));
            foreach (Match day in Day().Matches(text))
            {
                days++;
                var wrong = text[..day.Index] + "\"0000-01-01\"" + text[(day.Index + day.Length)..];
                LedgerDays.FirstOutside(EventJson.Read(EventTypes.NameOf(recorded), Encoding.UTF8.GetBytes(wrong))).ShouldBe(new LocalDate(0, 1, 1), $"{file}: {wrong}");
            }
        }

        days.ShouldBeGreaterThan(80);
    }

    [Theory]
    [InlineData("1900-01-01", true)]
    [InlineData("2200-12-31", true)]
    [InlineData("1899-12-31", false)]
    [InlineData("2201-01-01", false)]
    [InlineData("0000-01-01", false)]
    [InlineData("-0001-01-01", false)]
    [InlineData("2026-02-30", false)]
    [InlineData("1-2-2026", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_day_is_read_from_1900_through_2200(string? text, bool isRead) => LedgerDays.Read(text).HasValue.ShouldBe(isRead);

    [GeneratedRegex("\"\\d{4}-\\d{2}-\\d{2}\"", RegexOptions.None, 1000)]
    private static partial Regex Day();
}
