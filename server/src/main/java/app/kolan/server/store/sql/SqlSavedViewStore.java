package app.kolan.server.store.sql;

import app.kolan.server.store.SavedView;
import app.kolan.server.store.SavedViewStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The filters that people have kept.
record SqlSavedViewStore(SqlDatabase database) implements SavedViewStore {
  @Override
  public Optional<SavedView> add(
      long business, long user, SavedView.Page page, String title, String filters, Instant at) {
    return database.write(
        handle -> {
          handle
              .createUpdate(
                  """
                  delete from saved_views
                  where business_id = :business and user_id = :user and page = :page
                    and title = :title
                  """)
              .bind("business", business)
              .bind("user", user)
              .bind("page", page.name())
              .bind("title", title)
              .execute();
          if (list(handle, business, user, page).size() >= MOST) {
            return Optional.empty();
          }
          long id = RowIds.next(handle, "saved_view");
          handle
              .createUpdate(
                  """
                  insert into saved_views
                    (id, business_id, user_id, page, title, filters, created_at)
                  values (:id, :business, :user, :page, :title, :filters, :at)
                  """)
              .bind("id", id)
              .bind("business", business)
              .bind("user", user)
              .bind("page", page.name())
              .bind("title", title)
              .bind("filters", filters)
              .bind("at", at.toEpochMilli())
              .execute();
          return Optional.of(
              new SavedView(
                  id,
                  business,
                  user,
                  page,
                  title,
                  filters,
                  Instant.ofEpochMilli(at.toEpochMilli())));
        });
  }

  @Override
  public List<SavedView> list(long business, long user, SavedView.Page page) {
    return database.read(handle -> list(handle, business, user, page));
  }

  private static List<SavedView> list(
      Handle handle, long business, long user, SavedView.Page page) {
    return handle
        .createQuery(
            """
            select * from saved_views
            where business_id = :business and user_id = :user and page = :page order by id
            """)
        .bind("business", business)
        .bind("user", user)
        .bind("page", page.name())
        .map(SqlSavedViewStore::view)
        .list();
  }

  @Override
  public boolean remove(long business, long user, long id) {
    return database.write(
            handle ->
                handle
                    .createUpdate(
                        """
                        delete from saved_views
                        where business_id = :business and user_id = :user and id = :id
                        """)
                    .bind("business", business)
                    .bind("user", user)
                    .bind("id", id)
                    .execute())
        > 0;
  }

  private static SavedView view(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    return new SavedView(
        row.longNumber("id"),
        row.longNumber("business_id"),
        row.longNumber("user_id"),
        SavedView.Page.valueOf(row.text("page")),
        row.text("title"),
        row.text("filters"),
        row.instant("created_at"));
  }
}
