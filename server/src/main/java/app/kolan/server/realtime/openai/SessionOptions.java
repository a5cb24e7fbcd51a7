package app.kolan.server.realtime.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The options of a provider's sessions beyond the model, the voice and the language. The defaults
/// for each provider are data: see [#read].
///
/// @param keyHeader the header of the key: `Authorization` with a bearer token, or a header of its
///   own
/// @param transcriptionModel the model that transcribes the caller; empty for none
/// @param languageList whether that model takes a list `languages`, as opposed to one `language`
/// @param turns the turn detection
/// @param turnsOnTop whether `turn_detection` stands at the top of the session, as xAI has it
/// @param mostOutputTokens of one response
/// @param rollOverMinutes how old a session becomes before it is replaced by a new one
public record SessionOptions(
    String keyHeader,
    String transcriptionModel,
    boolean languageList,
    Turns turns,
    boolean turnsOnTop,
    int mostOutputTokens,
    @JsonProperty("roll-over-minutes") double rollOverMinutes) {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE).build();

  public SessionOptions {
    if (keyHeader.isEmpty() || mostOutputTokens < 1 || !(rollOverMinutes > 0)) {
      throw new IllegalArgumentException("terms without a header, a bound or an age");
    }
  }

  /// The turn detection.
  ///
  /// @param type `server_vad`, by silence, or `semantic_vad`, by what is said
  /// @param threshold of `server_vad`, from 0 to 1
  /// @param prefixMs how much audio before the speech belongs to it, with `server_vad`
  /// @param silenceMs how much silence ends a turn, with `server_vad`
  /// @param eagerness of `semantic_vad`: `low`, `medium`, `high` or `auto`
  /// @param interrupts whether any speech of the caller ends the model's response at once. Kolan
  ///   decides itself what is an interruption, so this is off: a cough would leave the caller with
  ///   half a sentence.
  public record Turns(
      String type,
      double threshold,
      int prefixMs,
      int silenceMs,
      String eagerness,
      boolean interrupts) {}

  /// The same options with another maximum age of sessions.
  public SessionOptions rollingOverAfter(Duration age) {
    return new SessionOptions(
        keyHeader,
        transcriptionModel,
        languageList,
        turns,
        turnsOnTop,
        mostOutputTokens,
        age.toMillis() / 60_000.0);
  }

  /// The same options with another transcription model.
  public SessionOptions transcribingBy(String model, boolean takesList) {
    return new SessionOptions(
        keyHeader, model, takesList, turns, turnsOnTop, mostOutputTokens, rollOverMinutes);
  }

  /// How old a session becomes before it is replaced by a new one.
  public Duration rollOver() {
    return Duration.ofMillis(Math.round(rollOverMinutes * 60_000));
  }

  /// Reads the options of all providers from the class path, by the provider's name.
  ///
  /// @throws IllegalStateException when they are missing or malformed
  public static Map<String, SessionOptions> read(String resource) {
    try (@Nullable InputStream in =
        SessionOptions.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + resource);
      }
      return YAML.readValue(
          in,
          YAML.getTypeFactory().constructMapType(Map.class, String.class, SessionOptions.class));
    } catch (IOException e) {
      throw new IllegalStateException(resource + " is not in order: " + e.getMessage(), e);
    }
  }
}
