package app.kolan.server.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
final class ParametersTest {
  private static final String SCHEMA =
      """
      {"type":"object",
       "properties":{
         "day":{"type":"string","description":"which","maxLength":10},
         "size":{"type":"string","enum":["small","large"]},
         "people":{"type":"integer","minimum":1,"maximum":20},
         "price":{"type":"number"},
         "urgent":{"type":"boolean"}},
       "required":["day"],"additionalProperties":false}
      """;

  @Test
  void a_schema_is_read_and_written_alike() throws MalformedSchema {
    Parameters read = Parameters.read(SCHEMA);

    assertThat(Parameters.read(read.schema()).schema()).isEqualTo(read.schema());
    assertThat(read.schema()).contains("\"minimum\":1,", "\"required\":[\"day\"]");
  }

  @Test
  void a_schema_that_was_checked_before_judges_alike() throws MalformedSchema {
    Parameters checked = Parameters.readChecked(SCHEMA);

    assertThat(checked.schema()).isEqualTo(Parameters.read(SCHEMA).schema());
    assertThatExceptionOfType(InvalidArguments.class)
        .isThrownBy(() -> checked.take("{\"day\":\"sunday\",\"people\":21}"))
        .satisfies(e -> assertThat(e.problem()).contains("people"));
  }

  @Test
  void a_schema_that_turns_out_to_be_broken_is_one_named_error() throws MalformedSchema {
    Parameters broken = Parameters.readChecked("{\"properties\":{\"a\":{\"pattern\":\"(\"}}}");

    assertThatExceptionOfType(MalformedSchema.class).isThrownBy(broken::compile);
    assertThatExceptionOfType(InvalidArguments.class)
        .isThrownBy(() -> broken.take("{\"a\":\"b\"}"));
  }

  @Test
  void arguments_that_fit_are_taken() throws Exception {
    Arguments taken =
        Parameters.read(SCHEMA)
            .take(
                """
                {"day":" sunday\\u0000","size":"large","people":4.0,"price":12.5,"urgent":true}\
                """);

    assertThat(taken.text("day")).contains("sunday");
    assertThat(taken.number("people")).contains(new BigDecimal("4.0"));
    assertThat(taken.isSet("urgent")).isTrue();
    assertThat(taken.texts()).containsEntry("price", "12.5").containsEntry("urgent", "true");
    assertThat(taken.json()).startsWith("{\"day\":\"sunday\",\"size\":\"large\"");
    assertThat(taken.toString()).doesNotContain("sunday");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{}", "{\"size\":null}"})
  void what_is_left_out_is_not_there(String written) throws Exception {
    Parameters optional = Parameters.of(Parameter.choice("size", "", List.of("small")));

    assertThat(optional.take(written).text("size")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {}                              | day is missing
          {"day":5}                       | day has to be a text
          {"day":"a very long day"}       | at most 10 letters
          {"day":["a"]}                   | day has to be a text
          {"day":"a","size":"huge"}       | one of small, large
          {"day":"a","people":"4"}        | a whole number from 1 to 20
          {"day":"a","people":2.5}        | a whole number from 1 to 20
          {"day":"a","people":21}         | a whole number from 1 to 20
          {"day":"a","price":1e999}       | price has to be a number
          {"day":"a","price":1e999999999} | price has to be a number
          {"day":"a","urgent":"yes"}      | urgent has to be true or false
          {"day":"a","when":"now"}        | when is no parameter
          {"day":"a","day":"b"}           | not JSON
          {"day":"a"} {}                  | not JSON
          {"day":"a"                      | not JSON
          [1]                             | not a JSON object
          null                            | not a JSON object
          """)
  void what_does_not_fit_is_named(String written, String problem) {
    assertThatExceptionOfType(InvalidArguments.class)
        .isThrownBy(() -> Parameters.read(SCHEMA).take(written))
        .satisfies(wrong -> assertThat(wrong.problem()).contains(problem));
  }

  @Test
  @Timeout(60)
  void a_pattern_that_counts_without_a_letter_is_not_kept_to_at_once() throws Exception {
    Parameters parameters =
        Parameters.read(
            """
            {"properties":{
              "a":{"type":"string","pattern":"((((){999}){999}){999}){999}$"},
              "b":{"type":"string","pattern":"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}}}
            """);

    assertThatThrownBy(() -> parameters.take("{\"a\":\"any\"}"))
        .hasMessageContaining("a does not keep the rule pattern");
    String usual = "0f8fad5b-d9cb-469f-a165-70867728950e";
    assertThat(parameters.take("{\"b\":\"%s\"}".formatted(usual)).text("b")).contains(usual);
  }

  @Test
  @Timeout(60)
  void a_pattern_that_would_take_hours_is_not_kept_to_at_once() throws Exception {
    Parameters parameters =
        Parameters.read(
            """
            {"properties":{"a":{"type":"string","pattern":"^(.*a){15}$"}}}
            """);

    assertThatThrownBy(() -> parameters.take("{\"a\":\"%s!\"}".formatted("a".repeat(40))))
        .hasMessageContaining("a does not keep the rule pattern");
    assertThat(parameters.take("{\"a\":\"%s\"}".formatted("a".repeat(15))).text("a")).isPresent();
  }

  @Test
  void nested_values_are_taken_and_what_is_wrong_in_them_is_named() throws Exception {
    Parameters order =
        Parameters.read(
            """
            {"properties":{
               "items":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/item"}},
               "to":{"type":"object","properties":{"city":{"type":"string","maxLength":9},
                                                   "zip":{"type":"string","pattern":"^[0-9]+$"},
                                                   "note":{"type":["string","null"]}},
                     "required":["city"],"additionalProperties":false}},
             "required":["items"],
             "$defs":{"item":{"type":"object","properties":{"count":{"type":"integer","minimum":1}},
                              "required":["count"]}}}
            """);

    Arguments taken =
        order.take(
            """
            {"to":{"city":" Haifa ","zip":null,"note":null},"items":[{"count":2}]}\
            """);
    assertThat(taken.json())
        .isEqualTo("{\"items\":[{\"count\":2}],\"to\":{\"city\":\"Haifa\",\"note\":null}}");
    assertThat(taken.texts()).containsEntry("items", "[{\"count\":2}]");

    assertThat(wrong(order, "{\"items\":[{\"count\":0}],\"to\":{\"zip\":\"secret\",\"x\":1}}"))
        .contains(
            "items.0.count has to be a whole number from 1",
            "to.city is missing: it has to be a text of at most 9 letters",
            "to.zip does not keep the rule pattern",
            "to.x is no parameter of this tool")
        .doesNotContain("secret");
    assertThat(wrong(order, "{\"items\":[{}]}")).contains("items.0.count is missing");
    assertThat(wrong(order, "{\"items\":[]}")).contains("items does not keep the rule minItems: 1");
    assertThat(wrong(order, "{\"items\":[1]}")).contains("items.0 has to be an object");
  }

  @Test
  void a_text_without_a_bound_of_its_own_has_one() throws Exception {
    Parameters free = Parameters.read("{\"properties\":{\"a\":{\"type\":\"string\"}}}");

    assertThat(wrong(free, "{\"a\":\"%s\"}".formatted("x".repeat(2001))))
        .isEqualTo("a has to be a text of at most 2000 letters");
  }

  private static String wrong(Parameters parameters, String written) {
    try {
      parameters.take(written);
      return "";
    } catch (InvalidArguments e) {
      return e.problem();
    }
  }

  @Test
  void everything_wrong_is_told_at_once() {
    assertThatExceptionOfType(InvalidArguments.class)
        .isThrownBy(
            () -> Parameters.read(SCHEMA).take("{\"people\":0,\"urgent\":1,\"x\\u0000<y>\":1}"))
        .satisfies(
            wrong ->
                assertThat(wrong.problem())
                    .contains("day is missing", "people has to be", "urgent has", "x??y? is no"));
  }

  @Test
  void any_text_gives_arguments_or_one_named_error() throws MalformedSchema {
    Parameters parameters = Parameters.read(SCHEMA);
    var random = new Random(20261121);
    String letters = "{}[]\":,\\u0{day sunday1e9-.tfn\n\u05d0\uD83D";
    int wrong = 0;
    for (int round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      try {
        parameters.take(text.toString());
      } catch (InvalidArguments e) {
        wrong++;
      }
    }
    assertThat(wrong).isGreaterThan(19_000);
    assertThatExceptionOfType(InvalidArguments.class)
        .isThrownBy(() -> parameters.take("[".repeat(30_000)));
    assertThatExceptionOfType(InvalidArguments.class)
        .isThrownBy(() -> parameters.take("x".repeat(40_000)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          not json                                            | ''
          []                                                  | ''
          {"type":"array"}                                    | type
          {"oneOf":[]}                                        | oneOf
          {"additionalProperties":"no"}                       | additionalProperties
          {"properties":[]}                                   | properties
          {"properties":{"a b":{}}}                           | properties.a b
          {"properties":{"a":{"type":"map"}}}                 | properties.a.type
          {"properties":{"a":{"patern":"x"}}}                 | properties.a.patern
          {"properties":{"a":{"items":{"patern":"x"}}}}       | properties.a.items.patern
          {"properties":{"a":{"pattern":"("}}}                | properties.a.pattern
          {"properties":{"a":{"maxLength":-1}}}               | properties.a.maxLength
          {"properties":{"a":{"$ref":"http://127.0.0.1/"}}}   | properties.a.$ref
          {"properties":{"a":{"$ref":"#/$defs/none"}}}        | ''
          {"properties":{"a":{"enum":"x"}}}                   | properties.a.enum
          {"properties":{"a":{"minimum":"1"}}}                | properties.a.minimum
          {"properties":{"a":"string"}}                       | properties.a
          {"required":["b"]}                                  | required
          {"required":"b"}                                    | required
          """)
  void a_schema_that_says_more_than_is_kept_is_refused(String schema, String at) {
    assertThatExceptionOfType(MalformedSchema.class)
        .isThrownBy(() -> Parameters.read(schema))
        .satisfies(
            malformed ->
                assertThat(malformed.problems())
                    .extracting(MalformedSchema.Problem::at)
                    .containsExactly(at));
  }
}
