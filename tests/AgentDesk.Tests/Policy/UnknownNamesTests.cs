using System.Text;
using System.Text.Json.Nodes;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Tests.Policy;

/// <summary>Names as companies and people write them: whole when the record has them, caught when it does not.</summary>
public sealed class UnknownNamesTests
{
    public static TheoryData<string> Companies =>
        [
            "Brückner Metallbau GmbH",
            "Voßwinkel Logistik GmbH",
            "Hagedorn Wälzlager GmbH & Co. KG",
            "Österreicher Möbelwerke AG",
            "Grünwald Apotheken SE",
            "Sankt-Georgs-Klinikum gGmbH",
            "McAllister Haulage Ltd",
            "MacDougall Fisheries LLP",
            "O'Shaughnessy Dairies Limited",
            "FitzGerald Print plc",
            "Saint-Évremond Emballages S.A.",
            "L'Étoile du Midi SARL",
            "Château-Thierry Vins SAS",
            "D'Agostino Ceramiche S.p.A.",
            "Barozzi Impianti SpA",
            "DeLuca Pastificio S.r.l.",
            "Van der Meulen Staalbouw B.V.",
            "Vandenbroucke Textiel NV",
            "PostLux Pakketten N.V.",
            "Sørensen Skibsværft A/S",
            "Ørbæk Møllebyg ApS",
            "Åkerström Verkstäder AB",
            "Hämäläinen Paperi Oyj",
            "Þórsson Fiskvinnsla ehf.",
            "Núñez Conservas S.L.",
            "Ibáñez-Carrión Hermanos S.A. de C.V.",
            "São Bento Calçados Ltda",
            "Dvořák Strojírny s.r.o.",
            "Łączyński Meble Sp. z o.o.",
            "Kővári Gépgyár Kft.",
            "Şimşek Tekstil A.Ş.",
            "Живков Машини ЕООД",
            "Παπαδόπουλος Ναυτιλιακή Α.Ε.",
            "BrightPath Analytics Inc",
            "DataForge Systems LLC",
            "eLumina Optics Corp",
            "NorthStar-Hale Foods Company",
            "Tan Kim Seng Sdn Bhd",
            "Reddy's Rice Mills Pvt Ltd",
            "Nguyễn Hoàng Seafood JSC",
        ];

    [Theory, MemberData(nameof(Companies))]
    public void The_account_of_the_deal_is_a_known_name_however_it_is_written(string company)
    {
        var names = Names(company);

        foreach (var text in Sentences(company))
        {
            Assert.Empty(names.In(text, ""));
        }
    }

    [Theory, MemberData(nameof(Companies))]
    public void The_same_company_where_no_record_has_it_is_caught(string company)
    {
        var names = Names("Quillon Works");

        foreach (var text in Sentences(company))
        {
            Assert.NotEmpty(names.In(text, ""));
        }
    }

    [Theory, MemberData(nameof(Companies))]
    public void A_name_beside_the_account_that_nobody_knows_is_caught(string company)
    {
        var names = Names(company);

        Assert.Equal(["Walter Quist"], names.In($"For {company}, Walter Quist has the last word.", ""));
        Assert.Equal(["Waltrud"], names.In($"The boss of {company} is called Waltrud.", ""));
    }

    [Fact]
    public void A_letter_that_is_composed_otherwise_and_another_apostrophe_are_the_same_name()
    {
        Assert.Empty(Names("Brückner Metallbau GmbH".Normalize(NormalizationForm.FormD)).In("We wait for Brückner Metallbau GmbH.", ""));
        Assert.Empty(Names("O’Shaughnessy Dairies").In("We wait for O'Shaughnessy Dairies’ answer, and O'Shaughnessy’s alone.", ""));
    }

    [Fact]
    public void The_legal_form_alone_makes_no_name_known_and_none_unknown()
    {
        var names = Names("Brückner Metallbau");

        Assert.Empty(names.In("We wait for Brückner Metallbau GmbH.", ""));
        Assert.Equal(["Brückner Holzbau GmbH"], names.In("We wait for Brückner Holzbau GmbH.", ""));
        Assert.Equal(["Rossi Ltd"], names.In("We wait for Rossi Ltd.", ""));
    }

    [Theory]
    [InlineData("Her colleague McTavish decides.", "McTavish")]
    [InlineData("Her colleague O'Hara decides.", "O'Hara")]
    [InlineData("Her colleague Ngũgĩ'll decide.", "Ngũgĩ")]
    [InlineData("After that Jean-Baptiste decides.", "Jean-Baptiste")]
    [InlineData("It went to Walter Quist-Team.", "Walter Quist")]
    [InlineData("It went to Walter Quist DPAs.", "Walter Quist")]
    public void A_name_that_no_source_has_is_caught_whole(string text, string name) =>
        Assert.Equal([name], Names("Quillon Works").In(text, ""));

    [Theory]
    [InlineData("They ask for SOC reports, DPAs and a PoC in SaaS terms.")]
    [InlineData("If you agree, I'll send it, and I've asked for more.")]
    [InlineData("We plan the Go-Live.")]
    public void What_is_no_name_is_not_taken_for_one(string text) => Assert.Empty(Names("Quillon Works").In(text, ""));

    private static string[] Sentences(string company) =>
        [$"We wait for {company}.", $"The deal with {company} looks stuck on the terms.", $"Take on: legal for {company}"];

    private static UnknownNames Names(string account)
    {
        var changes = new JsonObject { ["file.deal.account"] = account, ["file.deal.columns.account"] = account };
        return new UnknownNames(GateCaseFile.Build(changes).Dossier);
    }
}
