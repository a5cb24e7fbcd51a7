package app.kolan.server.usage;

import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads which prices hold.
public final class PriceSettings {
  public static final Setting PRICES =
      new Setting(
          "KOLAN_PRICES",
          "usage.prices",
          "file with the prices of your providers, in place of those that Kolan knows; see"
              + " [usage](usage.md#prices)",
          "the list prices that Kolan comes with");

  /// The list, which is read when it is first asked for, unless it is the operator's own.
  public static final SettingsGroup<Supplier<PriceList>> GROUP =
      SettingsGroup.of(PriceSettings::read, PRICES);

  private static final long LARGEST = 1024L * 1024;
  private static final int MOST_PROBLEMS = 10;

  private PriceSettings() {}

  private static Supplier<PriceList> read(SettingsSource source) {
    Optional<String> name = source.text(PRICES);
    if (name.isEmpty()) {
      return PriceList::shipped;
    }
    String text;
    try {
      Path file = Path.of(name.get());
      if (Files.size(file) > LARGEST) {
        source.problem(PRICES, name.get(), "it has more than a megabyte; name a list of prices");
        return PriceList::shipped;
      }
      text = Files.readString(file);
    } catch (IOException | InvalidPathException e) {
      source.problem(
          PRICES, name.get(), "it cannot be read; name a file in YAML, or leave the setting out");
      return PriceList::shipped;
    }
    PriceListReader.Reading reading = PriceListReader.read(text);
    reading.problems().stream()
        .limit(MOST_PROBLEMS)
        .forEach(problem -> source.problem(PRICES, name.get(), problem));
    PriceList list = reading.list();
    return () -> list;
  }
}
