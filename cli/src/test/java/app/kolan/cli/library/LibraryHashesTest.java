package app.kolan.cli.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class LibraryHashesTest {
  @TempDir private Path folder;
  private Path list;
  private Path jar;

  @BeforeEach
  void list_one_jar() throws IOException {
    list = folder.resolve("list");
    jar = Files.writeString(folder.resolve("audio-1.0-linux-aarch_64.jar"), "abc");
    LibraryHashes.of(List.of(jar)).write(list);
  }

  @Test
  void the_list_has_the_format_of_sha256sum() {
    assertThat(list)
        .hasContent(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  audio-1.0-linux-aarch_64.jar\n");
  }

  @Test
  void a_jar_that_was_listed_is_accepted() throws IOException {
    assertThat(problemsOf(jar)).isEmpty();
  }

  @Test
  void a_jar_that_is_not_listed_is_told() throws IOException {
    Path other = Files.writeString(folder.resolve("video-2.0.jar"), "abc");

    assertThat(problemsOf(jar, other)).containsExactly("video-2.0.jar is not listed");
  }

  @Test
  void another_file_under_a_listed_name_is_told_and_never_written_down() throws IOException {
    Files.writeString(jar, "abd");
    LibraryHashes seen = LibraryHashes.of(List.of(jar));

    LibraryHashes.read(list).updatedFor(seen).write(list);

    assertThat(problemsOf(jar))
        .singleElement()
        .asString()
        .startsWith("audio-1.0-linux-aarch_64.jar has the hash a52d159f")
        .contains("ba7816bf", "Delete it from Maven's local repository");
  }

  @Test
  void a_line_whose_jar_is_gone_is_told_and_left_out_when_the_list_is_written() throws IOException {
    Path newer = Files.writeString(folder.resolve("audio-1.1.jar"), "abc");

    assertThat(problemsOf(newer))
        .hasSize(2)
        .anyMatch(problem -> problem.startsWith("audio-1.0-linux-aarch_64.jar is listed and not"));
    LibraryHashes.read(list).updatedFor(LibraryHashes.of(List.of(newer))).write(list);
    assertThat(problemsOf(newer)).isEmpty();
  }

  @Test
  void two_jars_of_one_name_cannot_be_shipped() throws IOException {
    Path twin = Files.createDirectory(folder.resolve("other")).resolve(jar.getFileName());
    Files.writeString(twin, "abc");

    assertThatThrownBy(() -> LibraryHashes.of(List.of(jar, twin)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("audio-1.0-linux-aarch_64.jar");
  }

  @Test
  void a_line_that_is_no_hash_is_named() throws IOException {
    Files.writeString(list, "<<<<<<< HEAD\n");

    assertThatThrownBy(() -> LibraryHashes.read(list))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("<<<<<<< HEAD");
  }

  private List<String> problemsOf(Path... jars) throws IOException {
    return LibraryHashes.read(list).problemsOf(LibraryHashes.of(List.of(jars)));
  }
}
