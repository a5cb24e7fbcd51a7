package app.kolan.server.console.settings;

import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A part of a business's settings as a form.
///
/// A form shows what stands below its keys of the document as fields, and puts fields back. Of the
/// document it changes only what was changed in the form: other keys, and values that it cannot
/// show, stay as they are.
public interface SettingsPart {
  /// Those of the receptionist, in the order in which they are shown.
  List<SettingsPart> RECEPTIONIST =
      List.of(
          new GreetingPart(),
          new HoursPart(),
          new AnswersPart(),
          new PeoplePart(),
          new BookingPart(),
          new MessagesPart(),
          new CallingPart(),
          new LeadFieldsPart(),
          new AlertsPart(),
          new WordsPart(),
          new AbilitiesPart(),
          new StoriesPart(),
          new RetentionPart());

  SettingsPart PROVIDERS = new ProvidersPart();

  /// All of them.
  static List<SettingsPart> all() {
    return Stream.concat(RECEPTIONIST.stream(), Stream.of(PROVIDERS)).toList();
  }

  /// The one of a name.
  static Optional<SettingsPart> named(String name) {
    return all().stream().filter(part -> part.name().equals(name)).findFirst();
  }

  /// What it is called in addresses and texts.
  String name();

  /// The keys of the document that are its own.
  Set<String> keys();

  /// The document as fields of the form; a field that is not there is empty.
  Map<String, String> fields(ObjectNode document);

  /// Puts the fields of a form that was sent into a document.
  ///
  /// @param country of the business, by which numbers are read that are written as at home
  /// @return what is wrong with the form itself; the rules of settings are held by who reads the
  ///   document
  List<ConfigProblem> put(Map<String, String> typed, ObjectNode document, String country);

  /// The field that a problem of the document is shown at; empty when no field is to blame.
  ///
  /// @param typed the fields that the document was made of
  Optional<String> field(ConfigProblem problem, Map<String, String> typed);
}
