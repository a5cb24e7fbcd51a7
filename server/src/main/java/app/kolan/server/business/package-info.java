/// The businesses that are called: their numbers, their people and how they answer.
@NullMarked
package app.kolan.server.business;

import org.jspecify.annotations.NullMarked;
