# Raking of 100,000 respondents to three margins, and 60 weighted shares with linearised errors, with R's package survey:
# what `cargo bench --bench kernels -- raking` does, on the same made-up answers. Rscript benches/peers/raking.R
suppressPackageStartupMessages(library(survey))

at <- as.numeric(0:99999)
people <- data.frame(
  unit = factor((at * 7 + at %/% 5) %% 11 %% 8),
  gender = factor((at * 5 + at %/% 7) %% 3),
  age = factor(at %/% 11 %% 6)
)
questions <- sprintf("q%02d", 1:60)
for (question in 0:59) people[[questions[question + 1]]] <- as.numeric((at * (question + 3) + at %/% 13) %% 10 < 6)
# The shares of the staff in each group, scaled to the respondents: weights are 1 on average.
margin <- function(name, staff) setNames(data.frame(factor(seq_along(staff) - 1), 1e5 * staff / sum(staff)), c(name, "Freq"))
margins <- list(
  margin("unit", c(31000, 15000, 22000, 17000, 19000, 14000, 25000, 18000)),
  margin("gender", c(80000, 60000, 21000)),
  margin("age", c(20000, 31000, 33000, 30000, 27000, 20000))
)
run <- function() {
  design <- svydesign(ids = ~1, weights = ~1, data = people)
  raked <- rake(design, list(~unit, ~gender, ~age), margins, control = list(maxit = 1000, epsilon = 1e-7))
  svymean(as.formula(paste("~", paste(questions, collapse = "+"))), raked)
}
seconds <- replicate(5, system.time(shares <<- run())[["elapsed"]])
cat(sprintf("question %d: %.10f, standard error %.10f\n", 1:3, coef(shares)[1:3], SE(shares)[1:3]), sep = "")
cat(sprintf("median of 5 runs: %.3f s\n", median(seconds)))
