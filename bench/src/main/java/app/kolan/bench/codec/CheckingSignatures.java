package app.kolan.bench.codec;

import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import app.kolan.twilio.signature.RequestSignature;
import app.kolan.twilio.signature.SignatureCheck;
import app.kolan.twilio.signature.SignatureVerdict;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The check before each webhook: the form of an incoming call, 17 fields, and its signature.
@State(Scope.Thread)
public class CheckingSignatures {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String URL = "https://phone.example.com/webhook/incoming_call";

  private final FormPairs form =
      FormPairs.of(
          "AccountSid", "AC0123456789abcdef0123456789abcdef",
          "ApiVersion", "2010-04-01",
          "CallSid", "CA0123456789abcdef0123456789abcdef",
          "CallStatus", "ringing",
          "CallToken", "{\"parentCallInfoToken\":\"eyJhbGciOiJFUzI1NiJ9\"}",
          "Called", "+97235550100",
          "CalledCity", "TEL AVIV",
          "CalledCountry", "IL",
          "Caller", "+972545550123",
          "CallerCity", "",
          "CallerCountry", "IL",
          "Direction", "inbound",
          "From", "+972545550123",
          "FromCountry", "IL",
          "StirVerstat", "TN-Validation-Passed-A",
          "To", "+97235550100",
          "ToCountry", "IL");
  private final String body = form.encoded();
  private final String signature = RequestSignature.compute(TOKEN, URL, form);
  private final SignatureCheck check = new SignatureCheck(List.of(TOKEN));

  @Benchmark
  public FormPairs parseForm() throws MalformedForm {
    return FormPairs.parse(body);
  }

  @Benchmark
  public SignatureVerdict check() {
    return check.judge(List.of(URL), form, signature);
  }
}
