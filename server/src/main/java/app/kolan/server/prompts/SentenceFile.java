package app.kolan.server.prompts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The YAML file that sentences are written in: `speakers` by name, and `sentences` with `id`,
/// `speaker`, `text` and `phonemes`.
final class SentenceFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private SentenceFile() {}

  /// The sentences of a file, in its order.
  ///
  /// @param name the name of the file in problem messages
  /// @throws BrokenPrompts naming every problem
  static List<PromptSentence> read(byte[] yaml, String name) {
    Content content = parse(yaml, name);
    var problems = new ArrayList<String>();
    var sentences = new ArrayList<PromptSentence>();
    var ids = new HashSet<String>();
    for (Entry entry : content.sentences()) {
      VoiceStyle speaker = content.speakers().get(entry.speaker());
      if (!entry.id().matches("[a-z0-9_]+")) {
        problems.add(name + ": " + entry.id() + " is no id; a-z, 0-9 and _ are allowed");
      } else if (!ids.add(entry.id())) {
        problems.add(name + ": " + entry.id() + " is there twice");
      } else if (speaker == null) {
        problems.add(name + ": " + entry.id() + " has the unknown speaker " + entry.speaker());
      } else if (entry.text().isBlank() || entry.phonemes().isBlank()) {
        problems.add(name + ": " + entry.id() + " has no text or no phonemes");
      } else {
        sentences.add(new PromptSentence(entry.id(), entry.text(), entry.phonemes(), speaker));
      }
    }
    if (!problems.isEmpty()) {
      throw new BrokenPrompts(problems, "correct the file; docs/prompts.md explains it");
    }
    return List.copyOf(sentences);
  }

  private static Content parse(byte[] yaml, String name) {
    try {
      return YAML.readValue(yaml, Content.class);
    } catch (JsonProcessingException e) {
      throw new BrokenPrompts(
          List.of(name + ": " + e.getOriginalMessage() + where(e)),
          "correct the file; docs/prompts.md explains it");
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory does not fail", e);
    }
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
  }

  record Content(Map<String, VoiceStyle> speakers, List<Entry> sentences) {
    Content(@Nullable Map<String, VoiceStyle> speakers, @Nullable List<Entry> sentences) {
      this.speakers = speakers == null ? Map.of() : Map.copyOf(speakers);
      this.sentences = sentences == null ? List.of() : List.copyOf(sentences);
    }
  }

  record Entry(String id, String speaker, String text, String phonemes) {
    Entry(
        @Nullable String id,
        @Nullable String speaker,
        @Nullable String text,
        @Nullable String phonemes) {
      this.id = id == null ? "nothing" : id;
      this.speaker = speaker == null ? "" : speaker;
      this.text = text == null ? "" : text.strip();
      this.phonemes = phonemes == null ? "" : phonemes.strip();
    }
  }
}
