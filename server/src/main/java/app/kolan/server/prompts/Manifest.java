package app.kolan.server.prompts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// What was rendered, with which engine and from which source: the file `manifest.json` beside the
/// audio. It holds no time, so that the same rendering gives the same file.
///
/// @param sentences by id
record Manifest(Map<String, Entry> sentences) {
  static final String FILE_NAME = "manifest.json";
  static final Manifest EMPTY = new Manifest(Map.of());

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();
  private static final ObjectWriter WRITER =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  /// One sentence's origin and files.
  ///
  /// @param engine the name and version of what rendered it
  /// @param text what the audio says
  /// @param source [PromptSentence#sourceHash] of what was rendered
  /// @param files content hashes by file name
  record Entry(String engine, String text, String source, Map<String, String> files) {
    Entry {
      files = inOrder(files);
    }
  }

  Manifest {
    sentences = inOrder(sentences);
  }

  static Manifest read(byte[] json) throws JsonProcessingException {
    return JSON.readValue(new String(json, StandardCharsets.UTF_8), Manifest.class);
  }

  /// This manifest with newer entries in place of its own.
  Manifest with(Map<String, Entry> newer) {
    var all = new LinkedHashMap<>(sentences);
    all.putAll(newer);
    return new Manifest(all);
  }

  byte[] bytes() {
    try {
      return (WRITER.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is plain strings", e);
    }
  }

  private static <V> SequencedMap<String, V> inOrder(Map<String, V> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }
}
