package app.kolan.server.directory;

import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.ArrayList;
import java.util.List;

/// Gives single numbers to businesses, takes them away and moves them: live at the next call. Like
/// all changes of [BusinessAdministration], it throws [DirectoryConflict] when another change is in
/// its way.
public final class BusinessNumbers {
  private final BusinessAdministration administration;
  private final DirectoryStore store;
  private final Runnable changed;

  BusinessNumbers(BusinessAdministration administration, DirectoryStore store, Runnable changed) {
    this.administration = administration;
    this.store = store;
    this.changed = changed;
  }

  /// Gives a number to a business, beside those that it has.
  ///
  /// @param to as it was seen
  /// @param number as people write it, in E.164
  /// @throws InvalidSettings when it is no number, or one that the business has
  public BusinessRecord give(BusinessRecord to, String number, Author author)
      throws InvalidSettings {
    List<String> numbers = written(to);
    numbers.add(number);
    return update(to, numbers, author);
  }

  /// Takes a number away from a business.
  ///
  /// @param from as it was seen
  public BusinessRecord take(BusinessRecord from, PhoneNumber number, Author author)
      throws InvalidSettings {
    List<String> numbers = written(from);
    if (!numbers.remove(number.value())) {
      throw new DirectoryConflict("the business %s has no such number".formatted(from.slug()));
    }
    return update(from, numbers, author);
  }

  /// Gives a number of one business to another one: at every moment one of them has it.
  ///
  /// @param from as it was seen
  /// @return the business that has it now
  /// @throws InvalidSettings when the other has too many numbers
  public BusinessRecord move(
      BusinessRecord from, PhoneNumber number, BusinessRecord to, Author author)
      throws InvalidSettings {
    BusinessRecord giver = administration.changeable(from.id(), author);
    BusinessRecord taker = administration.changeable(to.id(), author);
    if (giver.id() == taker.id()) {
      throw new DirectoryConflict("the business %s has the number".formatted(to.slug()));
    }
    var problems = new ArrayList<ConfigProblem>();
    boolean _ = BusinessRules.room(taker.numbers().size() + 1, problems);
    BusinessRules.refuse(problems);
    BusinessRecord moved = store.moveNumber(number, giver.id(), from.revision(), taker.id());
    changed.run();
    return moved;
  }

  private BusinessRecord update(BusinessRecord business, List<String> numbers, Author author)
      throws InvalidSettings {
    return administration.update(
        business.id(),
        business.revision(),
        new Identity(business.slug(), business.name(), business.accountSid(), numbers),
        business.state(),
        author);
  }

  private static List<String> written(BusinessRecord business) {
    return new ArrayList<>(business.numbers().stream().map(PhoneNumber::value).toList());
  }
}
