package app.kolan.server.settings;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// What can be set for a feature, and how it is read. A feature declares its group in a constant
/// beside its settings; two groups are equal only if they are the same object.
///
/// @param <T> the settings as the feature uses them
public final class SettingsGroup<T> {
  private final Function<SettingsSource, T> reader;
  private final List<Setting> settings;
  private final List<String> sections;
  private final Supplier<List<String>> moreVariables;

  private SettingsGroup(
      Function<SettingsSource, T> reader,
      List<Setting> settings,
      List<String> sections,
      Supplier<List<String>> moreVariables) {
    this.reader = reader;
    this.settings = List.copyOf(settings);
    this.sections = List.copyOf(sections);
    this.moreVariables = moreVariables;
  }

  /// A group of single values.
  ///
  /// @param reader makes the feature's settings; reports what is wrong to the source, and puts the
  ///   default in its place
  /// @param settings in the order of the table in `docs/configuration.md`
  public static <T> SettingsGroup<T> of(Function<SettingsSource, T> reader, Setting... settings) {
    return new SettingsGroup<>(reader, List.of(settings), List.of(), List::of);
  }

  /// The same group, which also has keys of `kolan.yaml` that hold more than a single value.
  public SettingsGroup<T> withSections(List<String> keys) {
    return new SettingsGroup<>(reader, settings, keys, moreVariables);
  }

  /// The same group, which also reads environment variables that are no settings of the table.
  ///
  /// @param variables asked only when a variable is found that nobody else has declared
  public SettingsGroup<T> withVariables(Supplier<List<String>> variables) {
    return new SettingsGroup<>(reader, settings, sections, variables);
  }

  /// The feature's settings. Never fails: what cannot be used is reported to the source.
  public T read(SettingsSource source) {
    return reader.apply(source);
  }

  public List<Setting> settings() {
    return settings;
  }

  List<String> sections() {
    return sections;
  }

  List<String> moreVariables() {
    return moreVariables.get();
  }
}
