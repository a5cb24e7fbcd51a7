package app.kolan.server.examination;

import app.kolan.server.examination.ExaminationFinding.Level;
import app.kolan.server.examination.ExaminationFinding.Part;
import app.kolan.server.examination.ExaminationRun.State;
import app.kolan.server.examination.ExaminationRun.Step;
import app.kolan.server.examination.NumberChange.FieldChange;
import app.kolan.server.telephony.rest.IncomingNumber.Field;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Runs and changes as JSON. What cannot be read, as that of another version of Kolan, is none.
final class ExaminationJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExaminationJson() {}

  static String write(ExaminationRun run) {
    ObjectNode form =
        JSON.createObjectNode()
            .put("id", run.id())
            .put("business", run.business())
            .put("whole", run.whole())
            .put("by", run.by())
            .put("at", run.startedAt().toString())
            .put("state", run.state().name());
    Step current = run.current();
    if (current != null) {
      form.put("part", current.part().name()).put("check", current.check());
    }
    ArrayNode findings = form.putArray("findings");
    run.findings().forEach(finding -> write(finding, findings.addObject()));
    ArrayNode changes = form.putArray("changes");
    run.changes().forEach(change -> write(change, changes.addObject()));
    return form.toString();
  }

  private static void write(ExaminationFinding finding, ObjectNode to) {
    to.put("part", finding.part().name())
        .put("check", finding.check())
        .put("level", finding.level().name())
        .put("what", finding.what())
        .put("why", finding.why())
        .put("remedy", finding.remedy());
    ArrayNode codes = to.putArray("codes");
    finding.codes().forEach(codes::add);
  }

  private static void write(NumberChange change, ObjectNode to) {
    to.put("number", change.number().value());
    ArrayNode fields = to.putArray("fields");
    for (FieldChange field : change.fields()) {
      fields
          .addObject()
          .put("field", field.field().name())
          .put("is", field.is())
          .put("shouldBe", field.shouldBe());
    }
  }

  static String write(Examinations.Change change) {
    ObjectNode form =
        JSON.createObjectNode().put("by", change.by()).put("at", change.at().toString());
    write(change.change(), form.putObject("change"));
    return form.toString();
  }

  static Optional<ExaminationRun> run(String text) {
    try {
      JsonNode form = JSON.readTree(text);
      return Optional.of(
          new ExaminationRun(
              form.path("id").asLong(),
              form.path("business").asLong(),
              form.path("whole").asBoolean(),
              form.path("by").asText(),
              Instant.parse(form.path("at").asText()),
              State.valueOf(form.path("state").asText()),
              form.has("check") ? new Step(part(form), form.path("check").asText()) : null,
              each(form.path("findings"), ExaminationJson::finding),
              each(form.path("changes"), ExaminationJson::numberChange)));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  static Optional<Examinations.Change> change(String text) {
    try {
      JsonNode form = JSON.readTree(text);
      return Optional.of(
          new Examinations.Change(
              numberChange(form.path("change")),
              form.path("by").asText(),
              Instant.parse(form.path("at").asText())));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static <T> List<T> each(JsonNode array, Function<JsonNode, T> read) {
    return StreamSupport.stream(array.spliterator(), false).map(read).toList();
  }

  private static Part part(JsonNode form) {
    return Part.valueOf(form.path("part").asText());
  }

  private static ExaminationFinding finding(JsonNode form) {
    return new ExaminationFinding(
        part(form),
        form.path("check").asText(),
        Level.valueOf(form.path("level").asText()),
        form.path("what").asText(),
        text(form.path("why")),
        text(form.path("remedy")),
        each(form.path("codes"), JsonNode::asInt));
  }

  private static @Nullable String text(JsonNode value) {
    return value.isTextual() ? value.asText() : null;
  }

  private static NumberChange numberChange(JsonNode form) {
    return new NumberChange(
        new PhoneNumber(form.path("number").asText()),
        each(
            form.path("fields"),
            field ->
                new FieldChange(
                    Field.valueOf(field.path("field").asText()),
                    field.path("is").asText(),
                    field.path("shouldBe").asText())));
  }
}
