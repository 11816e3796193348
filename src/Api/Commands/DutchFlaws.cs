namespace Buurthulp.Api.Commands;

/// <summary>What can be wrong with a journal or a receipt, in Dutch, by the code of the flaw. What a file itself says stays as it is.</summary>
public static class DutchFlaws
{
    public static readonly IReadOnlyDictionary<string, string> Texts = new Dictionary<string, string>
    {
        // A line
        ["line-empty"] = "er staat een lege regel",
        ["line-too-long"] = "er staat een regel van meer dan {0} MB, en zo lang is geen boeking",
        ["line-ends-in-crlf"] = "de regel eindigt op CR LF en hoort op LF te eindigen; een ander programma heeft het bestand opgeslagen",
        ["byte-order-mark"] = "het bestand begint met een byte order mark; een ander programma heeft het opgeslagen",
        ["not-utf8"] = "er staan tekens die geen UTF-8 zijn",
        ["not-an-object"] = "de regel is geen JSON-object",
        ["unreadable"] = "de regel is niet te lezen zoals een boeking hoort te zijn ({0})",

        // An entry
        ["member-unknown"] = "‘{0}’ hoort niet bij een boeking",
        ["member-twice"] = "‘{0}’ staat twee keer in de regel",
        ["member-missing"] = "‘{0}’ ontbreekt",
        ["position-other"] = "op deze regel staat boeking {0}: er is een regel weg, erbij gezet of verplaatst",
        ["position-not-whole"] = "het nummer van de boeking is geen heel getal",
        ["community-no-code"] = "de code van de buurt is geen code",
        ["community-other"] = "een boeking van ‘{0}’ staat in het journaal van ‘{1}’",
        ["id-no-uuid"] = "het kenmerk is geen UUID",
        ["id-not-lower-case"] = "het kenmerk is niet in kleine letters geschreven",
        ["id-twice"] = "een eerdere boeking heeft hetzelfde kenmerk",
        ["time-form"] = "de tijd van vastleggen is niet geschreven als 2026-11-20T18:25:55.205379Z",
        ["time-earlier"] = "de boeking is eerder vastgelegd dan de boeking ervoor",
        ["actor-no-text"] = "wie het vastlegde is geen tekst",
        ["leaf-other"] = "dit is niet de boeking die is vastgelegd, of haar vingerafdruk is veranderd; die hoort {0} te zijn",
        ["event-unknown"] = "‘{0}’ is een onbekende soort boeking: een nieuwere versie van het programma schreef die, of de regel is veranderd",
        ["sum-not-zero"] = "wat er verschuift is samen {0} en moet 0 zijn",
        ["postings-other"] = "er staat niet wat deze boeking verschuift; dat is {0}",

        // The end of the file
        ["file-empty"] = "het bestand is leeg",
        ["checkpoint-missing"] = "de regel met de vingerafdruk ontbreekt: het bestand is hier afgebroken",
        ["checkpoint-members"] = "in de regel met de vingerafdruk staat nog iets anders",
        ["checkpoint-unreadable"] = "dit is geen vingerafdruk; die heeft drie regels: buurthulp/ met de code van de buurt, het aantal boekingen, en 32 bytes in base64 ({0})",
        ["line-after-checkpoint"] = "na de vingerafdruk staat nog een regel, en die hoort de laatste te zijn",
        ["entry-missing"] = "de boeking ontbreekt: de vingerafdruk telt er {0}, in het bestand staan er {1}",
        ["entries-added"] = "er zijn boekingen bij gezet: de vingerafdruk telt er {0}, in het bestand staan er {1}",
        ["checkpoint-of-other"] = "de vingerafdruk is van {0}, de boekingen zijn van ‘{1}’",
        ["root-other"] = "de vingerafdruk hoort niet bij deze boekingen; hun wortel is {0}",
        ["rewritten"] = "de wortel van de boekingen is {0}, in de vingerafdruk staat {1}: er zijn boekingen herschreven, of de vingerafdruk zelf",

        // An earlier checkpoint
        ["given-root-not-empty"] = "de vingerafdruk die je gaf telt geen boekingen, en is toch niet die van een leeg journaal",
        ["given-of-other"] = "de vingerafdruk die je gaf is van {0}, het journaal is van {1}",
        ["given-larger"] = "er ontbreken boekingen: de vingerafdruk die je gaf telt er {0}, in het bestand staan er {1}",
        ["rewritten-since"] = "de eerste {0} boekingen zijn niet die van de vingerafdruk die je gaf: er is iets herschreven nadat die was uitgegeven",

        // A receipt
        ["receipt-unreadable"] = "dit bestand is geen bewijs ({0})",
        ["receipt-empty"] = "er staat geen boeking in het bewijs",
        ["receipt-position"] = "de boeking heeft een ander nummer dan het bewijs",
        ["receipt-community"] = "de boeking is van een andere buurt dan de vingerafdruk",
        ["receipt-not-among"] = "de boeking hoort niet bij deze vingerafdruk: de boeking, het bewijs of de vingerafdruk is veranderd",
        ["receipt-other-checkpoint"] = "het bewijs hoort bij een andere vingerafdruk, die van {0} boekingen: vraag het bewijs aan bij de vingerafdruk die je hebt",
    };
}
