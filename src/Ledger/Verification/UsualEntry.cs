using System.Runtime.InteropServices;
using Buurthulp.Ledger.Journal;
using NodaTime;

namespace Buurthulp.Ledger.Verification;

/// <summary>What is left to compare with the entries before it, once a line has been found right by itself.</summary>
/// <param name="Community">A code.</param>
/// <param name="Position">As the line says.</param>
/// <param name="Id">As the line says.</param>
/// <param name="RecordedAt">As the line says.</param>
/// <param name="Leaf">Computed from the line.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UsualEntry(string Community, long Position, Guid Id, Instant RecordedAt, Hash Leaf);
