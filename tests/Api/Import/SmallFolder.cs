using System.Text;

namespace Buurthulp.Tests.Api.Import;

/// <summary>A folder that imports without fault: Anna (L0001), Bram (L0002), Chaima (L0003) and Dirk (L0004, left), a neighbourhood house and a shop. Tests spoil one thing in it.</summary>
internal sealed class SmallFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("buurthulp-import-");

    public SmallFolder()
    {
        Write("community.csv", "key,value\nname,Buurthulp Voorbeeld\ncurrency,uur\nminutes_per_unit,60\ntime_zone,Europe/Amsterdam\nresidents:Noord,500\ngoal,elk jaar een feest\n");
        Write("members.csv", """
            member_no,name,street,neighbourhood,joined_on,email,phone,birth_year,languages,reciprocity_expected,left_on
            L0001,Anna,Molenpad,Noord,2024-01-01,anna@voorbeeld.test,06-11111111,1950,nl;tr,yes,
            L0002,Bram,Molenpad,Noord,2024-01-02,bram@voorbeeld.test,06-22222222,1960,nl,yes,
            L0003,Chaima,Kapelstraat,Noord,2024-01-03,,06-33333333,,,no,
            L0004,Dirk,Kapelstraat,Noord,2024-01-04,,,,,yes,2025-06-01

            """);
        Write("organisations.csv", """
            member_no,kind,name,neighbourhood,joined_on,euro_cents_per_hour,max_share_percent,max_balance_minutes
            O01,organisation,Buurthuis,Noord,2024-01-01,,,
            O02,shop,Bakkerij,Noord,2024-01-01,500,50,3600

            """);
        Write("exchanges.csv", """
            exchange_no,happened_on,helper,receiver,minutes,category,recorded_by,thanked
            X1,2024-02-01,L0001,L0002,120,tuin,member,yes
            X2,2024-02-02,L0002,L0003,60,koken,coordinator,no
            X3,2024-02-03,O01,L0004,30,tuin,member,no

            """);
        Write("redemptions.csv", "redemption_no,happened_on,shop,member,minutes,purchase_cents,discount_cents\nK1,2024-03-01,O02,L0001,60,2000,500\n");
        Write("donations.csv", "donation_no,happened_on,member,pot,minutes\nD1,2024-03-02,L0001,buurtpot,30\n");
        Write("requests_and_offers.csv", """
            no,kind,member,category,posted_on,closed_on,outcome,via,matched_with
            V1,offer,L0001,tuin,2024-01-05,,open,web,
            V2,request,L0002,tuin,2024-01-20,2024-02-01,matched,phone,L0001
            V3,request,L0003,koken,2024-01-21,2024-02-01,withdrawn,web,

            """);
        Write("activities.csv", "activity_no,held_on,kind,attendees\nA1,2023-12-01,koffieochtend,L0001;L0003\n");
    }

    public string Path => folder.FullName;

    public string Read(string file) => File.ReadAllText(FileOf(file));

    public void Write(string file, string text) => File.WriteAllText(FileOf(file), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    public void Write(string file, byte[] bytes) => File.WriteAllBytes(FileOf(file), bytes);

    public void Add(string file, string line) => File.AppendAllText(FileOf(file), line + "\n");

    public void Replace(string file, string old, string by)
    {
        var text = Read(file);
        text.ShouldContain(old);
        Write(file, text.Replace(old, by, StringComparison.Ordinal));
    }

    public void Remove(string file) => File.Delete(FileOf(file));

    public void Dispose() => folder.Delete(recursive: true);

    private string FileOf(string file) => System.IO.Path.Combine(Path, file);
}
