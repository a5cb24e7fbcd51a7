package app.kolan.twilio.signature;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.seed.HostileText;
import app.kolan.twilio.seed.Mutation;
import app.kolan.twilio.seed.SeededTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random requests of Twilio's, changed by what stands between Twilio and a server.
@Tag("unit")
class ExplainedByChanceTest {
  private static final String HOST = "phone.example.com";

  /// A request as it is on its way.
  private record Travelling(
      String base, String target, FormPairs form, Map<String, String> headers) {
    Travelling at(String other) {
      return new Travelling(other, target, form, headers);
    }

    Travelling target(String other) {
      return new Travelling(base, other, form, headers);
    }

    Travelling form(FormPairs other) {
      return new Travelling(base, target, other, headers);
    }
  }

  /// What may happen to it on the way, to its base, its target or its form.
  private static final List<List<BiFunction<Travelling, Random, Travelling>>> CHANGES =
      List.of(
          List.of(
              (one, _) -> one.at("http://" + HOST),
              (one, _) -> one.at("http://" + HOST + ":8080"),
              (one, _) -> one.at("https://" + HOST + ":8443"),
              (one, _) -> one.at("http://10.0.0.7:8080")),
          List.of(
              (one, _) -> one.target(one.target().replaceFirst("\\?|$", "/$0")),
              (one, _) -> one.target(one.target() + (one.target().contains("?") ? "&z=1" : "?z=1")),
              (one, _) -> one.target(one.target().replace("+", "%20")),
              (one, _) -> one.target(one.target().replace("%20", "+")),
              (one, _) -> one.target(PercentText.withEscapes(one.target(), false)),
              (one, random) -> one.target(shuffled(one.target(), random))),
          List.of(
              (one, _) -> one.form(one.form().with("z", "1")),
              (one, _) -> one.form(one.form().with("z", "")),
              (one, _) -> one.form(one.form().with("CallSid", "CA1")),
              (one, _) -> one.form(one.form().with("CallSid", "CA2"))));

  @SeededTest(300)
  void one_change_on_the_way_is_found(long seed) {
    var random = new Random(seed);
    Travelling sent = sent(random);

    assertFound(sent, changed(sent, CHANGES.get(random.nextInt(CHANGES.size())), random));
  }

  @SeededTest(300)
  void two_changes_on_the_way_are_found(long seed) {
    var random = new Random(seed);
    Travelling sent = sent(random);
    var kinds = new ArrayList<>(CHANGES);
    Collections.shuffle(kinds, random);

    assertFound(sent, changed(changed(sent, kinds.getFirst(), random), kinds.getLast(), random));
  }

  @SeededTest(200)
  void what_is_said_to_match_is_what_the_check_lets_in(long seed) {
    var random = new Random(seed);
    Travelling sent = sent(random);
    Travelling arrived = changed(sent, CHANGES.get(random.nextInt(CHANGES.size())), random);
    boolean socket = random.nextBoolean();
    FormPairs form = socket ? FormPairs.NONE : arrived.form();
    String signed = sent.base() + sent.target();
    String checked = arrived.base() + arrived.target();
    if (socket) {
      signed = signed.replaceFirst("^http", "ws");
      checked = checked.replaceFirst("^http", "ws");
    }
    String signature = RequestSignature.compute(Refused.TOKEN, signed, form);
    SignatureDiagnosis diagnosis = explain(arrived, checked, socket, signature);
    SignatureVerdict verdict =
        new SignatureCheck(List.of(Refused.TOKEN)).judge(List.of(checked), form, signature);

    assertThat(diagnosis instanceof SignatureDiagnosis.Matches)
        .isEqualTo(verdict instanceof SignatureVerdict.Genuine);
  }

  @SeededTest(300)
  void whatever_arrives_is_explained(long seed) {
    var random = new Random(seed);
    Travelling sent = sent(random);
    String signature =
        random.nextBoolean()
            ? Refused.hmac(Refused.TOKEN, sent.base() + sent.target())
            : HostileText.any(random);
    Map<String, String> headers =
        Map.of(
            "X-Twilio-Signature",
            signature,
            "Host",
            HostileText.any(random),
            "Forwarded",
            "host=" + HostileText.any(random) + ";proto=" + HostileText.any(random),
            "X-Forwarded-Host",
            Mutation.of("[::1]:80, a.example", random),
            "X-Forwarded-Prefix",
            "/" + HostileText.any(random),
            "X-Original-URI",
            Mutation.of("/a?b=c", random));
    var request =
        new ArrivedRequest(
            ArrivedRequest.Kind.WEBHOOK,
            "POST",
            Mutation.of(sent.target(), random),
            false,
            headers,
            RequestBody.of(
                Mutation.of(sent.form().encoded().getBytes(StandardCharsets.UTF_8), random)),
            List.of(Mutation.of(sent.base() + sent.target(), random)),
            true);

    SignatureDiagnosis diagnosis = explainer().explain(request);

    assertThat(diagnosis.what()).isNotBlank();
    assertThat(diagnosis.what() + diagnosis.remedies()).doesNotContain("\n", "\r", "\u0000");
  }

  @Test
  void a_request_as_large_as_may_be_takes_bounded_work() {
    var form = FormPairs.NONE;
    for (int i = 0; i < 1000; i++) {
      form = form.with("name" + i, "v".repeat(50));
    }
    String target = "/" + "p/".repeat(3000) + "?" + "q=1&".repeat(2000);
    var large = new Travelling("https://" + HOST, target, form, Map.of());

    assertThat(explain(large, large.base() + target, false, Refused.hmac("wrong", "text")))
        .isInstanceOfSatisfying(
            SignatureDiagnosis.UnknownReason.class,
            unknown -> assertThat(unknown.tried()).isBetween(50, 200));
  }

  private static void assertFound(Travelling sent, Travelling arrived) {
    String signed = sent.base() + sent.target();
    String signature = RequestSignature.compute(Refused.TOKEN, signed, sent.form());
    SignatureDiagnosis diagnosis =
        explain(arrived, arrived.base() + arrived.target(), false, signature);

    String url =
        switch (diagnosis) {
          case SignatureDiagnosis.Matches(var over) -> over;
          case SignatureDiagnosis.WouldMatch(var over, _, _, _) -> over;
          case SignatureDiagnosis.BodyChanged(var over, _, _) -> over;
          case SignatureDiagnosis.OtherAccount _,
              SignatureDiagnosis.Unsigned _,
              SignatureDiagnosis.NotASignature _,
              SignatureDiagnosis.UnknownReason _ ->
              diagnosis.what();
        };
    assertThat(url).as("%s", arrived).isEqualTo(signed);
  }

  private static Travelling changed(
      Travelling one, List<BiFunction<Travelling, Random, Travelling>> changes, Random random) {
    return changes.get(random.nextInt(changes.size())).apply(one, random);
  }

  private static SignatureDiagnosis explain(
      Travelling arrived, String checkedUrl, boolean socket, String signature) {
    Map<String, String> headers =
        Map.of("X-Twilio-Signature", signature, "X-Forwarded-Host", HOST + ":443, 10.0.0.1");
    return explainer()
        .explain(
            new ArrivedRequest(
                socket ? ArrivedRequest.Kind.SOCKET : ArrivedRequest.Kind.WEBHOOK,
                socket ? "GET" : "POST",
                arrived.target(),
                false,
                headers,
                socket ? RequestBody.NONE : RequestBody.of(arrived.form().encoded()),
                List.of(checkedUrl),
                true));
  }

  private static SignatureExplainer explainer() {
    return new SignatureExplainer(
        new SignatureSettings(null, List.of(Refused.TOKEN), "", 8080, false));
  }

  private static Travelling sent(Random random) {
    var query = new ArrayList<String>();
    for (int i = random.nextInt(4); i > 0; i--) {
      query.add("q" + i + "=" + List.of("1", "a%2Fb", "x", "%D7%A9").get(random.nextInt(4)));
    }
    FormPairs form = FormPairs.of("CallSid", "CA1");
    for (int i = random.nextInt(5); i > 0; i--) {
      form = form.with("P" + i, HostileText.any(random));
    }
    String target = "/webhook/call_status" + (query.isEmpty() ? "" : "?" + String.join("&", query));
    return new Travelling("https://" + HOST, target, form, Map.of());
  }

  private static String shuffled(String target, Random random) {
    int question = target.indexOf('?');
    if (question < 0) {
      return target;
    }
    var parts = new ArrayList<>(List.of(target.substring(question + 1).split("&")));
    Collections.shuffle(parts, random);
    return target.substring(0, question + 1) + String.join("&", parts);
  }
}
