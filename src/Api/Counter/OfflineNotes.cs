using System.Security.Cryptography;
using System.Text;
using Buurthulp.Api.Identity.Tills;
using Buurthulp.Api.Notes;
using Buurthulp.Ledger.Communities;
using Buurthulp.Ledger.Notes;
using NodaTime;

namespace Buurthulp.Api.Counter;

/// <summary>
/// What a counter device may hold to check paper notes without a network: for each note in circulation 16 bits that follow from its serial and code and from a salt of this device and day. The list can't be
/// turned into notes: of the 40 bits of a code 24 stay unknown, and the server looks at ten wrong ones in ten minutes (docs/adr/0031).
/// </summary>
/// <param name="codes">Knows the code of a serial.</param>
/// <param name="key">The salts follow from it.</param>
public sealed class OfflineNotes(NoteCodes codes, byte[] key)
{
    /// <summary>The most minutes that a device takes without a network before it has to send them; what a shop may lose at worst.</summary>
    public const long MostMinutes = 300;

    /// <summary>Two bytes.</summary>
    private const int CheckBytes = 2;

    public string SaltOf(CurrentTill till, LocalDate day) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"buurthulp offline v1\n{till.Community}\n{till.Id}\n{day.ToString("uuuu-MM-dd", null)}")))[..32];

    /// <summary>The first 16 bits, in hexadecimal digits, of SHA-256 over salt, serial and code. The device computes the same from what is on the paper.</summary>
    public static string Check(string salt, PrintedNote note) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{salt}\n{note.Serial}\n{note.Code}")).AsSpan(0, CheckBytes));

    /// <summary>The notes that can be handed in today, by what they are worth.</summary>
    public IReadOnlyList<OfflineBatch> List(CommunityState state, string salt, LocalDate today)
    {
        var batches = state.NoteBatches.All.Values.OrderBy(batch => batch.FirstNumber).ToList();
        return [.. state.Notes.All.Where(pair => pair.Value.Status == NoteStatus.Issued)
            .GroupBy(pair => batches.First(batch => batch.FirstNumber <= pair.Key.Number() && pair.Key.Number() <= batch.LastNumber))
            .Where(group => group.Key.ExpiresOn is not { } expiresOn || expiresOn > today)
            .Select(group => new OfflineBatch(group.Key.Minutes, group.Key.ExpiresOn, group.ToDictionary(pair => pair.Key.Value, pair => Check(salt, codes.Of(state.Code, pair.Key)))))];
    }
}

/// <summary>Notes of a batch that are in circulation.</summary>
/// <param name="Minutes">What each is worth.</param>
/// <param name="ExpiresOn">The first day on which they can't be used any more.</param>
/// <param name="Checks">By serial: four hexadecimal digits.</param>
public sealed record OfflineBatch(long Minutes, LocalDate? ExpiresOn, IReadOnlyDictionary<string, string> Checks);
