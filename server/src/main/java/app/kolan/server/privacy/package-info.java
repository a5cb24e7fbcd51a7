/// The data of people: erased, exported, kept for as long as it is wanted, and held when the law
/// says so.
@NullMarked
package app.kolan.server.privacy;

import org.jspecify.annotations.NullMarked;
