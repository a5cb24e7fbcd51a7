package app.kolan.server.directory;

import app.kolan.server.settings.FolderSetting;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an operator sets for many businesses.
///
/// @param secretKey the key of [SecretCipher]; null for the one in the data folder
/// @param numbers those of the business that the settings themselves describe; empty when they are
///   not said
/// @param documents the businesses in `kolan.yaml`, by slug
/// @param folder a folder of files, one for each business; null for none
/// @param server what documents leave to the server
public record DirectorySettings(
    @Nullable Secret secretKey,
    List<PhoneNumber> numbers,
    Map<String, ObjectNode> documents,
    @Nullable Path folder,
    ServerChoices server) {
  public static final Setting SECRET_KEY =
      new Setting(
              "KOLAN_SECRET_KEY",
              "secret-key",
              "encrypts tokens of accounts and settings of businesses in the database; a long random text,"
                  + " the same for all servers of a database; to change it, the new one, a comma, the old one",
              "made once, in the file `secret.key` of the data folder")
          .ofEachServer();

  public static final Setting SECRET_KEY_FILE =
      new Setting("KOLAN_SECRET_KEY_FILE", "secret-key-file", "a file that holds it", "none")
          .ofEachServer();

  public static final Setting NUMBERS =
      new Setting(
          "KOLAN_BUSINESS_NUMBERS",
          "business.numbers",
          "numbers of the business that these settings describe, in E.164, where the server has more"
              + " businesses; see [businesses](businesses.md)",
          "every number that no other business has");

  public static final Setting FOLDER =
      new Setting(
          "KOLAN_BUSINESSES",
          "businesses-folder",
          "folder with a YAML file for each further business; see [businesses](businesses.md)",
          "none");

  private static final String BUSINESSES = "businesses";

  public static final SettingsGroup<DirectorySettings> GROUP =
      SettingsGroup.of(DirectorySettings::read, SECRET_KEY, SECRET_KEY_FILE, NUMBERS, FOLDER)
          .withSections(List.of(BUSINESSES));

  public DirectorySettings {
    numbers = List.copyOf(numbers);
  }

  private static DirectorySettings read(SettingsSource source) {
    var documents = new LinkedHashMap<String, ObjectNode>();
    source
        .section(BUSINESSES)
        .entries()
        .forEach(
            (slug, part) -> {
              if (part.node() instanceof ObjectNode document) {
                documents.put(slug, document);
              } else {
                part.problem("no map", "give the settings of the business");
              }
            });
    return new DirectorySettings(
        secretKey(source).orElse(null),
        numbers(source),
        documents,
        folder(source),
        ServerChoices.of(source));
  }

  private static Optional<Secret> secretKey(SettingsSource source) {
    Optional<String> text = source.text(SECRET_KEY).or(() -> keyInFile(source));
    text.filter(key -> key.length() < 16)
        .ifPresent(
            key ->
                source.problem(
                    SECRET_KEY,
                    key.length() + " characters",
                    "give a long random text, such as that of: openssl rand -hex 32"));
    return text.map(Secret::new);
  }

  private static Optional<String> keyInFile(SettingsSource source) {
    return source
        .text(SECRET_KEY_FILE)
        .map(
            name -> {
              try {
                return Files.readString(Path.of(name)).strip();
              } catch (IOException | InvalidPathException e) {
                source.problem(SECRET_KEY_FILE, name, "there is no such file that can be read");
                return "unreadable-secret-key";
              }
            });
  }

  private static List<PhoneNumber> numbers(SettingsSource source) {
    List<PhoneNumber> numbers =
        Arrays.stream(source.text(NUMBERS).orElse("").split(",", -1))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(PhoneNumber::new)
            .toList();
    numbers.stream()
        .filter(number -> !number.isDialable())
        .forEach(
            number ->
                source.problem(
                    NUMBERS,
                    number.value(),
                    "write it in E.164, such as \"+97231234567\", and in kolan.yaml in quotes"));
    return numbers;
  }

  private static @Nullable Path folder(SettingsSource source) {
    if (source.text(FOLDER).isEmpty()) {
      return null;
    }
    Path folder = FolderSetting.read(source, FOLDER, "");
    if (!Files.isDirectory(folder)) {
      source.problem(FOLDER, folder.toString(), "there is no such folder; create it");
    }
    return folder;
  }
}
