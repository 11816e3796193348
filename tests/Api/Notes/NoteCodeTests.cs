using Buurthulp.Api.Notes;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Notes;

namespace Buurthulp.Tests.Api.Notes;

public sealed class NoteCodeTests
{
    private static readonly CommunityCode Molenwijk = new("molenwijk");
    private static readonly NoteCodes Codes = new(new byte[32]);
    private static readonly PrintedNote Note = Codes.Of(Molenwijk, NoteSerial.OfNumber(1));

    /// <summary>Notes on paper outlive the program that printed them: with the same key the same code, for ever.</summary>
    [Fact]
    public void The_code_of_a_note_never_changes() => Note.ToString().ShouldBe("0000013-6SS-VE3-PZ0");

    [Fact]
    public void What_is_printed_can_be_typed_in_any_way_that_people_type()
    {
        var text = Note.ToString();
        foreach (var typed in new[] { text, text.ToLowerInvariant(), text.Replace('-', ' '), text.Replace("-", ""), text.Replace('0', 'O'), text.Replace('1', 'l'), $" {text}\n" }) PrintedNote.Parse(typed).ShouldBe(Note, typed);
    }

    [Fact]
    public void Every_mistyped_symbol_and_every_swap_is_found_before_anybody_speaks_of_forgery()
    {
        const string symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        var good = Note.Serial.Value + Note.Code;
        for (var i = 0; i < good.Length; i++)
        {
            foreach (var symbol in symbols.Where(symbol => symbol != good[i])) PrintedNote.Parse(good[..i] + symbol + good[(i + 1)..]).ShouldBeNull();
            if (i > 0 && good[i] != good[i - 1]) PrintedNote.Parse(good[..(i - 1)] + good[i] + good[i - 1] + good[(i + 1)..]).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000013")]
    [InlineData("hello")]
    [InlineData("0000013-UUU-UUU-UUU")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000000")]
    public void Other_text_is_no_note(string text) => PrintedNote.Parse(text).ShouldBeNull();

    [Fact]
    public void A_code_is_good_for_its_own_serial_community_and_key_only()
    {
        Codes.IsOurs(Molenwijk, Note).ShouldBeTrue();
        Codes.IsOurs(new CommunityCode("elders"), Note).ShouldBeFalse();
        Codes.IsOurs(Molenwijk, Note with { Serial = NoteSerial.OfNumber(2) }).ShouldBeFalse();
        new NoteCodes([.. Enumerable.Repeat((byte)1, 32)]).IsOurs(Molenwijk, Note).ShouldBeFalse();
    }

    [Fact]
    public void Processes_that_start_at_once_share_one_key()
    {
        var folder = Directory.CreateTempSubdirectory("buurthulp-note-key-").FullName;
        try
        {
            var keys = new byte[16][];
            Parallel.For(0, keys.Length, i => keys[i] = NoteKey.In(folder));
            keys.ShouldAllBe(key => key.SequenceEqual(keys[0]) && key.Length == 32);
            Directory.GetFiles(Path.Combine(folder, "keys")).Select(Path.GetFileName).ShouldBe(["notes.key"]);
            if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(folder, "keys", "notes.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

            File.WriteAllBytes(Path.Combine(folder, "keys", "notes.key"), [1]);
            Should.Throw<InvalidDataException>(() => NoteKey.In(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
