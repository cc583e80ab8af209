// Validates files by the rules of PDF/UA-1 with veraPDF; prints every rule that is broken.

import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Validate {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var rules = PDFAFlavour.PDFUA_1;
        for (String file : files) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), rules);
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(rules, false)) {
                ValidationResult result = validator.validate(parser);
                System.out.println(result.isCompliant() + " " + result.getTotalAssertions());
                for (TestAssertion one : result.getTestAssertions()) {
                    if (one.getStatus() == TestAssertion.Status.FAILED) {
                        System.out.println(one.getRuleId().getClause() + " " + one.getMessage());
                    }
                }
            }
        }
    }
}
