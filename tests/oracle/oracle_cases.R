# Numeric cases for the statistical methods, computed with R (survey, psych, relaimpo, VGAM, effsize).
# Each hand-written formula is asserted against R's own function where R has one.
# Run: Rscript oracle_cases.R <out.json> [extra R library dir holding relaimpo/effsize]
args <- commandArgs(TRUE); out <- args[1]; if (length(args) > 1) .libPaths(c(args[2], .libPaths()))
suppressMessages({library(survey); library(jsonlite); library(psych); library(MASS)})
options(digits = 16, survey.lonely.psu = "remove")
M <- list(); cur <- NULL
method <- function(id, status, oracle, python = NULL, note = NULL) { M[[id]] <<- list(status = status, oracle = oracle, python = python, note = note, cases = list()); cur <<- id }
add <- function(input, output, note = NULL) { k <- list(input = input, output = output); if (!is.null(note)) k$note <- note; M[[cur]]$cases[[length(M[[cur]]$cases) + 1]] <<- k }
same <- function(a, b, tol = 1e-9) stopifnot(isTRUE(all.equal(as.numeric(a), as.numeric(b), tolerance = tol)))
z95 <- qnorm(.975)

## ---------- single proportion
wilson <- function(x, n, conf = .95, nstar = n) { if (n == 0) return(c(NA, NA)); z <- qnorm(1 - (1 - conf)/2); p <- x/n
  if (is.infinite(nstar)) return(c(p, p)); d <- 1 + z^2/nstar; c0 <- (p + z^2/(2*nstar))/d; h <- z/d*sqrt(p*(1-p)/nstar + z^2/(4*nstar^2)); r <- c(c0 - h, c0 + h)
  if (x == 0) r[1] <- 0; if (x == n) r[2] <- 1; pmin(pmax(r, 0), 1) }
ac <- function(x, n) { if (n == 0) return(c(NA, NA)); nt <- n + z95^2; pt <- (x + z95^2/2)/nt; h <- z95*sqrt(pt*(1-pt)/nt); pmin(pmax(c(pt - h, pt + h), 0), 1) }
cp <- function(x, n, a = .05) if (n == 0) c(NA, NA) else c(if (x == 0) 0 else qbeta(a/2, x, n-x+1), if (x == n) 1 else qbeta(1-a/2, x+1, n-x))
jeff <- function(x, n) if (n == 0) c(NA, NA) else c(if (x == 0) 0 else qbeta(.025, x+.5, n-x+.5), if (x == n) 1 else qbeta(.975, x+.5, n-x+.5))
P <- list(c(0,0), c(0,1), c(1,1), c(0,10), c(10,10), c(3,7), c(50,100), c(43,100), c(1,500), c(430,1000), c(9999,10000), c(5236,11405))
method("proportion_ci", "v1", "Wilson: prop.test(x,n,correct=FALSE)$conf.int; Clopper-Pearson: binom.test(x,n)$conf.int", "statsmodels.stats.proportion.proportion_confint(x,n,method='wilson'|'agresti_coull'|'beta'|'jeffreys')", "95%, z=qnorm(.975). n=0: null. Agresti-Coull clipped to [0,1].")
for (k in P) { x <- k[1]; n <- k[2]; if (n > 0) { same(wilson(x,n), prop.test(x,n,correct=FALSE)$conf.int, 1e-8); same(cp(x,n), binom.test(x,n)$conf.int) }
  add(list(x=x,n=n), list(p = if (n) x/n else NA, wilson=wilson(x,n), agresti_coull=ac(x,n), clopper_pearson=cp(x,n), jeffreys=jeff(x,n))) }

## ---------- single proportion, finite population
nstar <- function(n, N) if (n >= N) Inf else n*(N-1)/(N-n)
wfpc <- function(x, n, N, conf=.95) wilson(x, n, conf, nstar(n, N))
hyperci <- function(x, n, N, a = .05) { K <- x:(N-(n-x)); lo <- K[phyper(x-1, K, N-K, n, lower.tail=FALSE) > a/2]; hi <- K[phyper(x, K, N-K, n) > a/2]; c(min(lo), max(hi))/N }
snap <- function(x, n, N) { r <- wfpc(x,n,N); c(max(floor(N*r[1]+1e-9)/N, x/N), min(ceiling(N*r[2]-1e-9)/N, (x+N-n)/N)) }
waldfpc <- function(x, n, N) { p <- x/n; p + c(-1,1)*z95*sqrt(p*(1-p)/n*(N-n)/(N-1)) }
method("proportion_ci_fpc", "v1", "Wilson with n* = n(N-1)/(N-n) (score inversion under sampling without replacement); exact: invert phyper", NULL, "n=N: [p,p]. wilson_fpc_snapped: limits widened to multiples of 1/N and clamped to the possible [x/N,(x+N-n)/N]. n>N: input error, refuse the correction. wald_fpc is what the UK People Survey guide illustrates; not for use.")
for (k in list(c(0,5,20), c(5,5,20), c(3,7,10), c(8,10,12), c(50,100,150), c(43,100,100), c(1,1,2), c(52,120,200), c(40,80,150), c(12,40,50), c(225,375,500), c(0,1,1), c(7000,11405,36800))) { x<-k[1];n<-k[2];N<-k[3]
  add(list(x=x,n=n,N=N), list(p=x/n, nstar=if (n<N) nstar(n,N) else NA, wilson_fpc=wfpc(x,n,N), hypergeometric_exact=hyperci(x,n,N), wilson_fpc_snapped=snap(x,n,N), wald_fpc=if (N>1) pmin(pmax(waldfpc(x,n,N),0),1) else c(x/n,x/n), wilson_no_fpc=wilson(x,n))) }
# coverage study behind the recommendation (exact, all K)
cov1 <- function(N, n, f) { cv <- wd <- c(); xs <- 0:n; ci <- t(sapply(xs, f)); for (K in 0:N) { pr <- dhyper(xs, K, N-K, n); ok <- ci[,1] <= K/N + 1e-12 & ci[,2] >= K/N - 1e-12; cv <- c(cv, sum(pr*ok)); wd <- c(wd, sum(pr*(ci[,2]-ci[,1]))) }; c(min=min(cv), mean=mean(cv), width=mean(wd)) }
cvt <- list(); for (s in list(c(10,8), c(20,10), c(20,16), c(50,15), c(50,40), c(200,60), c(200,160), c(1000,600))) { N<-s[1]; n<-s[2]; fl <- list(wilson_no_fpc=function(x) wilson(x,n), wilson_fpc=function(x) wfpc(x,n,N), wilson_fpc_snapped=function(x) snap(x,n,N), wilson_center_fixed_width_times_sqrt_fpc=function(x){w<-wilson(x,n); m<-mean(w); m+(w-m)*sqrt((N-n)/(N-1))}, wald_fpc=function(x) waldfpc(x,n,N), exact=function(x) hyperci(x,n,N))
  cvt[[length(cvt)+1]] <- c(list(N=N,n=n), lapply(fl, function(f) as.list(round(cov1(N,n,f),4)))) }
M$proportion_ci_fpc$coverage_study <- cvt

## ---------- two proportions (group a of n1 vs REST b of n2)
fisher_mid <- function(a,n1,b,n2) { m <- a+b; lo <- max(0,m-n2); hi <- min(m,n1); pr <- dhyper(lo:hi, m, n1+n2-m, n1); po <- dhyper(a, m, n1+n2-m, n1); eq <- abs(pr/po-1) < 1e-7; sum(pr[pr < po & !eq]) + .5*sum(pr[eq]) }
boschloo <- function(a,n1,b,n2) { g <- expand.grid(i=0:n1,j=0:n2); f <- function(i,j) fisher.test(matrix(c(i,n1-i,j,n2-j),2))$p.value; g$p <- mapply(f,g$i,g$j); obs <- f(a,b); s <- g[g$p <= obs*(1+1e-7),]; sz <- function(th) sum(dbinom(s$i,n1,th)*dbinom(s$j,n2,th)); gr <- seq(1e-6,1-1e-6,length=2001); v <- sapply(gr,sz); o <- gr[which.max(v)]; optimize(sz, c(max(0,o-1e-3),min(1,o+1e-3)), maximum=TRUE, tol=1e-12)$objective }
newcombe <- function(a,n1,b,n2,conf=.95, w1=wilson(a,n1,conf), w2=wilson(b,n2,conf)) { d <- a/n1-b/n2; c(d - sqrt((a/n1-w1[1])^2+(w2[2]-b/n2)^2), d + sqrt((w1[2]-a/n1)^2+(b/n2-w2[1])^2)) }
two <- function(a,n1,b,n2) { if (n1==0||n2==0) return(list(diff=NA)); p1<-a/n1;p2<-b/n2;N<-n1+n2;pp<-(a+b)/N; e <- c(n1*pp,n1*(1-pp),n2*pp,n2*(1-pp))
  deg <- pp %in% c(0,1); x2 <- if (deg) NA else (p1-p2)^2/(pp*(1-pp)*(1/n1+1/n2)); cc <- if (deg) NA else suppressWarnings(prop.test(c(a,b),c(n1,n2),correct=TRUE)$statistic)
  if (!deg) same(x2, suppressWarnings(prop.test(c(a,b),c(n1,n2),correct=FALSE)$statistic), 1e-8)
  pf <- if (deg) 1 else fisher.test(matrix(c(a,n1-a,b,n2-b),2))$p.value
  list(diff=p1-p2, z_pooled=if(deg) NA else sign(p1-p2)*sqrt(x2), p_z_pooled=if (deg) 1 else pchisq(x2,1,lower.tail=FALSE), p_yates=if (deg) 1 else as.numeric(pchisq(cc,1,lower.tail=FALSE)), p_n_minus_1=if (deg) 1 else pchisq(x2*(N-1)/N,1,lower.tail=FALSE),
    p_fisher=pf, p_fisher_midp=if (deg) .5*2 else fisher_mid(a,n1,b,n2), newcombe95=newcombe(a,n1,b,n2), cohen_h=2*asin(sqrt(p1))-2*asin(sqrt(p2)), min_expected=min(e), primary=if (min(e) < 5) "fisher" else "z_pooled", p_primary=if (min(e)<5) pf else pchisq(x2,1,lower.tail=FALSE)) }
method("two_proportions_vs_rest", "v1", "prop.test(c(a,b),c(n1,n2),correct=FALSE|TRUE); fisher.test(matrix(c(a,n1-a,b,n2-b),2)); Newcombe method 10", "statsmodels.stats.proportion.confint_proportions_2indep(a,n1,b,n2,method='newcomb',compare='diff')", "primary: Fisher when the smallest expected count < 5, else pooled z = uncorrected chi-square. All-same-answer tables: p=1. n1=0 or n2=0: null. midp when degenerate: 1.")
for (k in list(c(3,4,1,4), c(0,10,10,20), c(8,10,300,1000), c(43,100,4300,10000), c(120,200,2000,5000), c(0,5,0,10), c(7,7,120,150), c(1,1,50,99), c(500,1000,4000,10000), c(0,0,5,10), c(16,80,30,250), c(4,20,10,20), c(140,287,276,813))) { r <- do.call(two, as.list(k)); if (sum(k[c(2,4)]) <= 120 && k[2]>0 && !(sum(k[c(1,3)]) %in% c(0, sum(k[c(2,4)])))) r$p_boschloo <- boschloo(k[1],k[2],k[3],k[4]); add(list(a=k[1],n1=k[2],b=k[3],n2=k[4]), r) }
## with finite population: MOVER on FPC Wilson limits and z with per-arm correction
method("two_proportions_fpc", "later", "MOVER/Newcombe square-and-add on wilson_fpc limits; z_fpc = d/sqrt(pp(1-pp)*(1/n1* + 1/n2*)), n*=n(N-1)/(N-n)", NULL, "Describes the current head count only (all staff answering => p=0 or 1); do not use it to claim a lasting difference.")
for (k in list(c(16,40,50,60,100,200), c(52,120,200,40,80,150), c(52,120,200,225,375,500), c(12,40,50,225,375,500), c(10,10,10,60,100,100))) { p1<-k[1]/k[2];p2<-k[4]/k[5];pp<-(k[1]+k[4])/(k[2]+k[5]); s<-1/nstar(k[2],k[3])+1/nstar(k[5],k[6]); zz <- if (s==0) NA else (p1-p2)/sqrt(pp*(1-pp)*s)
  add(list(a=k[1],n1=k[2],N1=k[3],b=k[4],n2=k[5],N2=k[6]), list(diff=p1-p2, z=zz, p=if(is.na(zz)) NA else 2*pnorm(-abs(zz)), ci95=newcombe(k[1],k[2],k[4],k[5],w1=wfpc(k[1],k[2],k[3]),w2=wfpc(k[4],k[5],k[6])))) }

## ---------- k groups: chi-square, Cramer's V
method("chisq_cramers_v", "v1", "chisq.test(t,correct=FALSE); V=sqrt(X2/(n*min(r-1,c-1))); Bergsma (2013) bias-corrected V", "scipy.stats.chi2_contingency(t,correction=False)", "All-zero rows/columns dropped first. p unreliable (flag) when any expected < 1 or > 20% below 5.")
vv <- function(t) { t0<-t; t <- t[rowSums(t)>0, colSums(t)>0, drop=FALSE]; if (min(dim(t))<2) return(list(chisq=NA,df=0,p=NA,cramers_v=NA,cramers_v_bc=NA)); q <- suppressWarnings(chisq.test(t,correct=FALSE)); n<-sum(t); r<-nrow(t);c<-ncol(t); ph<-q$statistic/n; phc<-max(0,ph-(r-1)*(c-1)/(n-1)); rc<-r-(r-1)^2/(n-1); cc<-c-(c-1)^2/(n-1)
  list(chisq=unname(q$statistic),df=unname(q$parameter),p=q$p.value,cramers_v=unname(sqrt(ph/min(r-1,c-1))),cramers_v_bc=unname(sqrt(phc/min(rc-1,cc-1))),min_expected=min(q$expected),share_expected_lt5=mean(q$expected<5)) }
for (t in list(rbind(c(30,20),c(45,15),c(10,40)), rbind(c(5,10,20,40,25),c(8,12,30,30,20),c(2,3,10,50,35)), rbind(c(30,0),c(45,0),c(10,0)), rbind(c(3,1),c(1,3)), rbind(c(100,100),c(100,100),c(0,0)), rbind(c(1000,400),c(900,500),c(50,10),c(3,9)))) add(list(table=t), vv(t))

## ---------- ordinal
mw <- function(x,y,correct=TRUE) { n1<-length(x);n2<-length(y); if(!n1||!n2) return(list(U=NA,p=NA,cliffs_delta=NA)); r<-rank(c(x,y)); U<-sum(r[1:n1])-n1*(n1+1)/2; N<-n1+n2; t<-table(c(x,y)); s2<-n1*n2/12*((N+1)-sum(t^3-t)/(N*(N-1))); d<-U-n1*n2/2
  cc<-if(correct) sign(d)*.5 else 0; p<-if(s2==0) 1 else min(1,2*pnorm(-abs((d-cc)/sqrt(s2)))); if(s2>0) same(p, suppressWarnings(wilcox.test(x,y,exact=FALSE,correct=correct)$p.value),1e-8)
  list(U=U,z=if(s2==0) NA else (d-cc)/sqrt(s2),p=p,cliffs_delta=2*U/(n1*n2)-1,prob_superiority=U/(n1*n2)) }
method("mann_whitney_cliffs_delta", "v1", "wilcox.test(x,y,exact=FALSE,correct=TRUE)$p.value; delta=2U/(n1 n2)-1 (= effsize::cliff.delta)", "scipy.stats.mannwhitneyu(x,y,method='asymptotic',use_continuity=True)", "Input as counts per category 1..5 (group, rest). All answers equal: p=1, delta=0. delta>0: group answers higher.")
ex <- function(c) rep(seq_along(c), c)
for (k in list(list(c(1,2,3,2,2),c(1,1,2,3,5)), list(c(10,20,30,40,20),c(100,150,300,500,350)), list(c(0,0,5,0,0),c(0,0,9,0,0)), list(c(0,0,0,0,1),c(3,4,5,6,7)), list(c(5,0,0,0,0),c(0,0,0,0,8)), list(c(0,0,0,0,0),c(1,1,1,1,1)), list(c(227,442,520,401,1513),c(300,500,700,900,4000)))) { r <- mw(ex(k[[1]]),ex(k[[2]])); r$p_no_continuity <- if (is.na(r$p)) NA else mw(ex(k[[1]]),ex(k[[2]]),FALSE)$p; add(list(group_counts=k[[1]],rest_counts=k[[2]]), r) }
if (requireNamespace("effsize", quietly=TRUE)) same(effsize::cliff.delta(ex(c(1,2,3,2,2)),ex(c(1,1,2,3,5)))$estimate, M$mann_whitney_cliffs_delta$cases[[1]]$output$cliffs_delta)
method("kruskal_wallis", "v1", "kruskal.test(list); epsilon2 = H/(N-1)", "scipy.stats.kruskal", "Tie-corrected. Groups with n=0 dropped; one group left or all answers equal: null.")
for (k in list(list(c(1,2,3,2,2),c(1,1,2,3,5),c(4,3,2,1,0)), list(c(10,20,30,40,20),c(100,150,300,500,350),c(5,5,5,5,5),c(0,0,0,1,0)), list(c(0,0,5,0,0),c(0,0,9,0,0)), list(c(3,3,3,3,3),c(3,3,3,3,3),c(3,3,3,3,3)), list(c(0,1,0,0,0),c(0,0,0,0,1),c(0,0,1,0,0)))) { L<-lapply(k,ex); v<-unlist(L); if (length(unique(v))>1) { q<-kruskal.test(L); add(list(groups=k), list(H=unname(q$statistic),df=unname(q$parameter),p=q$p.value,epsilon2=unname(q$statistic)/(length(v)-1))) } else add(list(groups=k), list(H=NA,df=length(k)-1,p=NA,epsilon2=NA)) }

## ---------- index scores
method("welch_t", "v1", "t.test(x,y); Hedges g with exact J=gamma(m/2)/(sqrt(m/2)gamma((m-1)/2)), m=n1+n2-2, pooled sd", "scipy.stats.ttest_ind(x,y,equal_var=False); pingouin.compute_effsize(eftype='hedges') uses the approximate J")
wt <- function(m1,s1,n1,m2,s2,n2) { se<-sqrt(s1^2/n1+s2^2/n2); df<-se^4/((s1^2/n1)^2/(n1-1)+(s2^2/n2)^2/(n2-1)); t<-(m1-m2)/se; m<-n1+n2-2; sp<-sqrt(((n1-1)*s1^2+(n2-1)*s2^2)/m); J<-exp(lgamma(m/2)-log(sqrt(m/2))-lgamma((m-1)/2)); list(diff=m1-m2,se=se,df=df,t=t,p=2*pt(-abs(t),df),ci95=m1-m2+c(-1,1)*qt(.975,df)*se,hedges_g=J*(m1-m2)/sp) }
for (k in list(c(62.5,21,40,58,19,400), c(53,20,10,58.5,22,5000), c(70,0,5,65,10,50), c(61,18,2,60,18,2), c(60,20,1000,60,20,1000))) add(as.list(setNames(k,c("mean1","sd1","n1","mean2","sd2","n2"))), do.call(wt,as.list(k)))
set.seed(1); x<-rnorm(12,60,10); y<-rnorm(30,55,14); r<-wt(mean(x),sd(x),12,mean(y),sd(y),30); q<-t.test(x,y); same(c(r$t,r$df,r$p,r$ci95), c(q$statistic,q$parameter,q$p.value,q$conf.int))
method("welch_anova", "v1", "oneway.test(y~g)", "pingouin.welch_anova", "groups with n<2 or zero variance are left out and listed")
wa <- function(m,s,n){w<-n/s^2;W<-sum(w);mw<-sum(w*m)/W;k<-length(m);a<-sum(w*(m-mw)^2)/(k-1);L<-sum((1-w/W)^2/(n-1));b<-1+2*(k-2)/(k^2-1)*L;F<-a/b;d2<-(k^2-1)/(3*L);list(F=F,df1=k-1,df2=d2,p=pf(F,k-1,d2,lower.tail=FALSE))}
set.seed(2); g<-rep(1:4,c(5,12,30,3)); y<-rnorm(50,50+2*g,5+3*g); q<-oneway.test(y~g); r<-wa(tapply(y,g,mean),tapply(y,g,sd),tabulate(g)); same(c(r$F,r$df2,r$p),c(q$statistic,q$parameter[2],q$p.value))
for (k in list(list(c(60,55,58),c(20,18,25),c(40,100,12)), list(c(50,50,50,50),c(10,20,30,5),c(10,10,10,10)), list(c(62,58),c(21,19),c(40,400)), list(c(70,40,55,60,52),c(15,22,18,20,25),c(2,8,300,45,19)), list(c(53,58.5,61,49,57),c(20,22,19,24,21),c(500,5000,800,120,60)))) add(list(mean=k[[1]],sd=k[[2]],n=k[[3]]), do.call(wa,k))
method("index_scores", "v1", "theme % positive = positives/answers pooled over the theme's items (CSPS/FEVS publish the unweighted mean of item % positive); index 0-100 = mean of person means with 5-point codes 0,25,50,75,100", NULL, "Each row of 'answers' is a person, null = no answer. person_min_answered: half the items, rounded up.")
for (a in list(list(c(5,4,4,3,NA),c(1,2,2,NA,NA),c(NA,NA,NA,NA,4)), list(c(5,5,5,5,5)), list(c(1,1,1,1,1),c(5,5,5,5,5)), list(c(3,3,3,3,3),c(NA,NA,NA,NA,NA)), list(c(5,4,3,2,1),c(4,4,4,4,NA),c(2,NA,2,NA,2),c(5,5,NA,NA,NA)))) { m<-do.call(rbind,a); ok<-rowSums(!is.na(m))>=ceiling(ncol(m)/2); sc<-rowMeans((m-1)*25,na.rm=TRUE); pos<-colMeans(m>=4,na.rm=TRUE)
  add(list(answers=lapply(a,function(v) v)), list(pooled_positive=sum(m>=4,na.rm=TRUE)/sum(!is.na(m)), mean_of_item_positive=mean(pos[!is.nan(pos)]), n_persons_scored=sum(ok), index_mean_min_half=if(any(ok)) mean(sc[ok]) else NA, index_mean_any=mean(sc[!is.nan(sc)]), index_mean_complete_only=if(any(rowSums(is.na(m))==0)) mean(sc[rowSums(is.na(m))==0]) else NA, index_sd_min_half=if(sum(ok)>1) sd(sc[ok]) else NA)) }
method("net_score", "v1", "net = (pos-neg)/n; var = (p+ + p- - net^2)/n (multinomial)", NULL, "95% Wald; for n<30 show counts only")
for (k in list(c(60,25,15),c(10,0,0),c(0,5,0),c(3,4,3),c(500,300,200),c(0,0,0))) { n<-sum(k); net<-(k[1]-k[3])/n; v<-((k[1]+k[3])/n-net^2)/n; add(list(positive=k[1],neutral=k[2],negative=k[3]), list(net=if(n) net else NA, se=if(n) sqrt(v) else NA, ci95=if(n) pmax(-1,pmin(1,net+c(-1,1)*z95*sqrt(v))) else c(NA,NA))) }

## ---------- multiplicity
method("p_adjust", "v1", "p.adjust(p,'holm'|'BH'|'BY')", "statsmodels.stats.multitest.multipletests(p,method='holm'|'fdr_bh'|'fdr_by')", "null p stays null and is not counted in m (R behaviour). Family must be stated.")
for (p in list(c(.01,.02,.03,.04,.05), c(.05), c(.001,.001,.2,1,0), c(.04,NA,.01,.03), c(.5,.6,.7), c(1e-300,1e-16,.049,.05,.051,.9), c(0.012,0.012,0.012,0.3))) add(list(p=p), list(holm=p.adjust(p,"holm"),BH=p.adjust(p,"BH"),BY=p.adjust(p,"BY"),bonferroni=p.adjust(p,"bonferroni")))

## ---------- year on year
method("yoy_change", "v1", "d=p2-p1; independent-wave SE and Newcombe CI; verdict from the 95% Newcombe CI (change) and the 90% Newcombe CI inside +-margin (no meaningful change)", "statsmodels confint_proportions_2indep(...,method='newcomb')", "When the same people answer both years anonymously the independent SE is too large (conservative for both verdicts). se_overlap uses rho and the number answering both: se^2 = v1+v2-2*rho*m/(n1*n2)*sqrt(p1q1p2q2). margin in proportion units.")
verd <- function(ci95, ci90, d) if (ci95[1]>0) "increased" else if (ci95[2]<0) "decreased" else if (ci90[1]>-d && ci90[2]<d) "no_meaningful_change" else "not_enough_evidence"
for (k in list(c(60,100,66,100,80,.5), c(600,1000,610,1000,800,.5), c(6000,10000,6300,10000,7000,.6), c(5,5,3,5,5,.3), c(0,20,0,20,20,0), c(430,1000,380,900,0,0), c(2800,4000,2790,4000,3500,.6), c(10,10,9,10,9,.4))) { a<-k[1];n1<-k[2];b<-k[3];n2<-k[4];m<-k[5];rho<-k[6];p1<-a/n1;p2<-b/n2; c95<-newcombe(b,n2,a,n1); c90<-newcombe(b,n2,a,n1,.9); v<-p1*(1-p1)/n1+p2*(1-p2)/n2; vo<-v-2*rho*m/(n1*n2)*sqrt(p1*(1-p1)*p2*(1-p2)); mg<-.05
  add(list(x1=a,n1=n1,x2=b,n2=n2,overlap=m,rho=rho,margin=mg), list(diff=p2-p1,se_independent=sqrt(v),newcombe95=c95,newcombe90=c90,p_z_pooled=two(b,n2,a,n1)$p_z_pooled,p_tost_wald=if(v==0) 0 else max(pnorm((p2-p1+mg)/sqrt(v),lower.tail=FALSE),pnorm((p2-p1-mg)/sqrt(v))),verdict=verd(c95,c90,mg),se_overlap=sqrt(max(vo,0)))) }
method("tost_means", "v1", "two one-sided Welch t-tests", "statsmodels.stats.weightstats.ttost_ind(x1,x2,low,upp,usevar='unequal')", "p = max of the two one-sided p")
for (k in list(c(60,20,400,60.5,20,420,3), c(60,20,40,60.5,20,42,3), c(60,20,4000,63.5,20,4200,3), c(55,10,5,55,10,5,3), c(60,20,1000,57.2,21,1100,3))) { w<-wt(k[4],k[5],k[6],k[1],k[2],k[3]); add(as.list(setNames(k,c("mean1","sd1","n1","mean2","sd2","n2","margin"))), list(diff=w$diff,p_lower=pt((w$diff+k[7])/w$se,w$df,lower.tail=FALSE),p_upper=pt((w$diff-k[7])/w$se,w$df),p_tost=max(pt((w$diff+k[7])/w$se,w$df,lower.tail=FALSE),pt((w$diff-k[7])/w$se,w$df)),ci90=w$diff+c(-1,1)*qt(.95,w$df)*w$se)) }
method("mcnemar_linked", "later", "mcnemar.test(correct=FALSE); exact: binom.test(b,b+c); CI of paired difference: Wald d +- z*sqrt(b+c-(b-c)^2/n)/n", "statsmodels.stats.contingency_tables.mcnemar", "only when respondents are linked across waves")
for (k in list(c(40,10,5,45),c(0,0,0,10),c(5,0,5,5),c(300,60,40,600),c(2,3,9,6))) { n<-sum(k); b<-k[2]; c<-k[3]; add(list(pp=k[1],pos_to_neg=b,neg_to_pos=c,nn=k[4]), list(diff=(c-b)/n, chisq=if(b+c) (b-c)^2/(b+c) else NA, p=if(b+c) pchisq((b-c)^2/(b+c),1,lower.tail=FALSE) else 1, p_exact=if(b+c) binom.test(b,b+c)$p.value else 1, ci95=(c-b)/n+c(-1,1)*z95*sqrt(b+c-(b-c)^2/n)/n)) }
method("cochran_armitage", "v1", "prop.trend.test(x,n,score)", "statsmodels.stats.contingency_tables.Table(...).test_ordinal_association() uses N-1: z_py = z*sqrt((N-1)/N)", "scores = calendar years, so missing waves keep their distance. slope = weighted least squares change per year.")
for (k in list(list(c(50,55,60),c(100,100,100),c(2022,2023,2024)), list(c(500,520,470,540,560),c(1000,1050,980,1000,1010),c(2020,2021,2022,2023,2024)), list(c(50,50,50),c(100,100,100),c(1,2,3)), list(c(10,20,30),c(10,20,30),c(1,2,3)), list(c(30,45),c(80,90),c(2022,2024)), list(c(3,0,8,9),c(12,9,15,14),c(2019,2020,2022,2024)))) { x<-k[[1]];n<-k[[2]];s<-k[[3]];N<-sum(n);pb<-sum(x)/N; if (pb %in% c(0,1)) { add(list(x=x,n=n,score=s), list(z=NA,p=1,slope=0)); next }
  T<-sum((x-n*pb)*s); V<-pb*(1-pb)*(sum(n*s^2)-sum(n*s)^2/N); z<-T/sqrt(V); same(z^2, prop.trend.test(x,n,s)$statistic, 1e-7); sb<-sum(n*s)/N; add(list(x=x,n=n,score=s), list(z=z,chisq=z^2,p=2*pnorm(-abs(z)),slope=sum(n*(x/n-pb)*(s-sb))/sum(n*(s-sb)^2),z_n_minus_1=z*sqrt((N-1)/N))) }

## ---------- response rates and bounds
method("response_rate_and_bounds", "v1", "rate=n/N; worst-case (Manski) bounds of the population % positive: [x/N,(x+N-n)/N]; chi-square of responded/not by group; R-indicator = 1-2*sd(group response propensities, weighted by N, n-1 denominator)", NULL, "No interval on the rate of a census: it is a count.")
for (k in list(list(n=c(80,40,10),N=c(100,80,50),x=c(60,20,3)), list(n=c(10,10),N=c(10,10),x=c(5,10)), list(n=c(0,30),N=c(5,60),x=c(0,10)), list(n=c(387,2177,8841),N=c(900,6000,29900),x=c(300,1500,6000)), list(n=c(1),N=c(1),x=c(0)))) { n<-k$n;N<-k$N;r<-n/N;rb<-sum(n)/sum(N); q<-if(length(n)>1 && rb<1) suppressWarnings(chisq.test(cbind(n,N-n),correct=FALSE)) else NULL
  add(k, list(rate=r,overall=rb,bounds_lower=k$x/N,bounds_upper=(k$x+N-n)/N,chisq=if(is.null(q)) NA else unname(q$statistic),p=if(is.null(q)) NA else q$p.value,r_indicator=if(length(n)>1) 1-2*sqrt(sum(N*(r-rb)^2)/(sum(N)-1)) else NA)) }

## ---------- weighting
data(api)
toy <- data.frame(dir=rep(c("A","B","C"),c(40,30,10)), sex=rep(c("F","M"),length=80), y=c(rep(c(1,1,0,1),10),rep(c(1,0,0,1,0),6),c(1,1,1,0,1,1,1,1,0,1))); toy$sex[c(2,4,8,12,42,46,72,74,76)] <- "F"
popd <- data.frame(dir=c("A","B","C"),Freq=c(100,90,60)); pops <- data.frame(sex=c("F","M"),Freq=c(140,110))
method("post_stratification", "v1", "postStratify(svydesign(~1,data=,weights=~w,fpc=~N),~dir,popd); svymean(~y)", NULL, "w = Nh/nh. SE without fpc: n/(n-1)*sum((w_i(y_i-ybar_h))^2)/N^2 ; with fpc multiply by (1-n/N).")
toy$N <- 250
for (fp in c(FALSE,TRUE)) { d0 <- if (fp) svydesign(~1,data=toy,fpc=~N) else svydesign(~1,data=toy,weights=~I(N/nrow(toy))); d <- postStratify(d0,~dir,popd); m<-svymean(~y,d); w<-weights(d); yh<-ave(toy$y,toy$dir); n<-nrow(toy); V<-n/(n-1)*sum((w*(toy$y-yh)/sum(w))^2)*(if(fp) 1-n/250 else 1); same(SE(m),sqrt(V),1e-7)
  b<-svyby(~y,~dir,d,svymean); add(list(data="toy",margins="dir",fpc=fp), list(weights_by_dir=as.list(tapply(w,toy$dir,mean)),estimate=unname(coef(m)),se=as.numeric(SE(m)),by_dir=list(dir=as.character(b$dir),estimate=unname(b$y),se=unname(b$se)))) }
method("raking", "v1", "rake(d,list(~dir,~sex),list(popd,pops),control=list(maxit=1000,epsilon=1e-12)); same weights: calibrate(calfun='raking',epsilon=1e-12)", "samplics/svy: sample.weighting.rake", "R's default epsilon=1 stops early: always set it. SE: residuals of y on the margin dummies (equal base weights: plain OLS), u_i=w_i e_i/W, V=n/(n-1)*sum((u_i-mean(u))^2)*(1-n/N).")
kish <- function(w) list(deff_kish=length(w)*sum(w^2)/sum(w)^2, n_eff=sum(w)^2/sum(w^2))
for (fp in c(FALSE,TRUE)) { d0 <- if (fp) svydesign(~1,data=toy,fpc=~N) else svydesign(~1,data=toy,weights=~I(N/nrow(toy))); d<-rake(d0,list(~dir,~sex),list(popd,pops),control=list(maxit=1000,epsilon=1e-12)); m<-svymean(~y,d); w<-weights(d); e<-resid(lm(I(y-coef(m))~dir+sex,toy)); n<-nrow(toy); u<-w*e/sum(w); V<-n/(n-1)*sum((u-mean(u))^2)*(if(fp) 1-n/250 else 1); same(sqrt(V),SE(m),1e-6)
  dc<-calibrate(d0,~dir+sex,c(`(Intercept)`=250,dirB=90,dirC=60,sexM=110),calfun="raking",epsilon=1e-12,maxit=1000); mc<-svymean(~y,dc); same(weights(dc),w,1e-7)
  cell<-aggregate(w,toy[c("dir","sex")],mean); add(list(data="toy",margins=c("dir","sex"),fpc=fp), c(list(weights=list(dir=cell$dir,sex=cell$sex,w=cell$x),estimate=unname(coef(m)),se_rake=as.numeric(SE(m)),se_calibrate=as.numeric(SE(mc)),se_formula=sqrt(V)),kish(w))) }
M$raking$toy <- as.list(toy[c("dir","sex","y")]); M$raking$pop <- list(dir=as.list(setNames(popd$Freq,popd$dir)),sex=as.list(setNames(pops$Freq,pops$sex)))
## real: api
ds<-svydesign(id=~1,strata=~stype,weights=~pw,data=apistrat,fpc=~fpc); dsr<-svydesign(id=~1,weights=~pw,data=apisrs,fpc=~fpc)
r1<-rake(dsr,list(~stype,~sch.wide),list(data.frame(xtabs(~stype,apipop)),data.frame(xtabs(~sch.wide,apipop))),control=list(maxit=1000,epsilon=1e-12))
m<-svymean(~I(awards=="Yes")+api00,r1); add(list(data="survey::apisrs",margins=c("stype","sch.wide"),fpc=TRUE), c(list(estimate=unname(coef(m)[c(2,3)]),se_rake=as.numeric(SE(m))[c(2,3)],variables=c("awards==Yes","api00")),kish(weights(r1))))
p1<-postStratify(dsr,~stype,data.frame(xtabs(~stype,apipop))); m<-svymean(~I(awards=="Yes")+api00,p1); add(list(data="survey::apisrs",margins="stype",fpc=TRUE,method="postStratify"), c(list(estimate=unname(coef(m)[c(2,3)]),se=as.numeric(SE(m))[c(2,3)],variables=c("awards==Yes","api00")),kish(weights(p1))))
m<-svymean(~api00,ds,deff=TRUE); add(list(data="survey::apistrat",margins="none, stratified by stype with fpc"), list(estimate=unname(coef(m)),se=as.numeric(SE(m)),deff=as.numeric(deff(m)),variables="api00"))
method("design_effect_kish", "v1", "deff = n*sum(w^2)/sum(w)^2; n_eff = n/deff; weighted Wilson: Wilson with x=p_w*n_eff, n=n_eff", NULL, "multiply n_eff by (N-1)/(N-n_eff)-style correction only if the FPC is wanted")
for (w in list(c(1,1,1,1), c(1,2,3,4), c(.5,.5,10), rep(c(1,5),c(90,10)), 7)) add(list(w=w), kish(w))
method("rao_scott", "v1", "svychisq(~y+g,design,statistic='F'|'Chisq')", "samplics CrossTabulation", "second-order (Satterthwaite) F is the default; needed as soon as weights are used")
d<-rake(svydesign(~1,data=toy,weights=~I(N/80)),list(~dir,~sex),list(popd,pops),control=list(maxit=1000,epsilon=1e-12))
rs<-function(f,d,nm){ a<-svychisq(f,d,statistic="F"); b<-svychisq(f,d,statistic="Chisq"); w<-svychisq(f,d,statistic="Wald"); add(list(data=nm,formula=deparse(f)), list(F=unname(a$statistic),ndf=unname(a$parameter[1]),ddf=unname(a$parameter[2]),p_F=unname(a$p.value),pearson_scaled=unname(b$statistic),p_Chisq=unname(b$p.value),p_Wald=as.numeric(w$p.value))) }
rs(~y+sex,d,"toy raked"); rs(~y+dir,d,"toy raked"); rs(~sch.wide+stype,ds,"survey::apistrat"); rs(~awards+stype,ds,"survey::apistrat"); rs(~sch.wide+awards,r1,"survey::apisrs raked")

## ---------- reliability
data(bfi, package="psych"); ag<-bfi[,c("A1","A2","A3","A4","A5")]; ag$A1<-7-ag$A1
alp<-function(m){m<-m[complete.cases(m),];k<-ncol(m);C<-cov(m);a<-k/(k-1)*(1-sum(diag(C))/sum(C));n<-nrow(m);list(n=n,alpha=a,feldt95=c(1-(1-a)*qf(.975,n-1,(n-1)*(k-1)),1-(1-a)*qf(.025,n-1,(n-1)*(k-1))))}
omg<-function(m){m<-m[complete.cases(m),];f<-factanal(m,1,control=list(opt=list(factr=1e3)));l<-as.numeric(f$loadings);s<-apply(m,2,sd);L<-l*s;U<-f$uniquenesses*s^2;sum(L)^2/(sum(L)^2+sum(U))}
method("alpha_omega", "v1 alpha / later omega", "alpha raw, listwise: k/(k-1)*(1-sum(var)/sum(cov)); psych::alpha uses pairwise covariances; omega_total: 1-factor ML (factanal) on unstandardised loadings", "pingouin.cronbach_alpha (listwise or pairwise)", "Feldt 95% interval")
for (nm in list("A","C","E","N","O")) { m<-bfi[,paste0(nm,1:5)]; rev<-list(A="A1",C=c("C4","C5"),E=c("E1","E2"),N=character(),O=c("O2","O5"))[[nm]]; m[rev]<-7-m[rev]; r<-alp(m); pa<-suppressWarnings(suppressMessages(psych::alpha(m)$total$raw_alpha)); add(list(data="psych::bfi",items=names(m),reversed=rev), c(r,list(alpha_pairwise_psych=pa,omega_total_1f=omg(m)))) }
add(list(matrix=list(c(1,1),c(2,2),c(3,3))), alp(rbind(c(1,1),c(2,2),c(3,3)))[1:2],"perfectly parallel items"); 

## ---------- key drivers
rw <- function(X,y){ R<-cor(X);r<-cor(X,y);e<-eigen(R,symmetric=TRUE);Lam<-e$vectors%*%diag(sqrt(e$values))%*%t(e$vectors);b<-solve(Lam,r);as.numeric((Lam^2)%*%(b^2)) }
lmg <- function(X,y){ p<-ncol(X);R<-cor(X);r<-cor(X,y); r2<-function(S) if(length(S)) as.numeric(t(r[S])%*%solve(R[S,S,drop=FALSE],r[S])) else 0; v<-numeric(2^p); for(i in 0:(2^p-1)) v[i+1]<-r2(which(bitwAnd(i,2^(0:(p-1)))>0)); sapply(1:p,function(j){o<-0;for(i in 0:(2^p-1)) if(!bitwAnd(i,2^(j-1))){k<-sum(bitwAnd(i,2^(0:(p-1)))>0);o<-o+factorial(k)*factorial(p-k-1)/factorial(p)*(v[i+2^(j-1)+1]-v[i+1])};o}) }
method("key_drivers", "v1 (relative weights + Spearman) / LMG up to ~15 drivers", "Johnson (2000): Lambda=R^{1/2}, beta=Lambda^{-1}r, eps=Lambda^2 beta^2; relaimpo::calc.relimp(type='lmg'); cor(method='spearman')", "numpy / scipy.stats.spearmanr", "complete cases, sums to R2; bootstrap interval for the ranking")
drv<-function(X,y,nm,vars){ ok<-complete.cases(X,y); X<-as.matrix(X[ok,]);y<-y[ok]; a<-rw(X,y); l<-lmg(X,y); R2<-summary(lm(y~X))$r.squared; same(sum(a),R2,1e-8);same(sum(l),R2,1e-8); if(requireNamespace("relaimpo",quietly=TRUE)) same(l,suppressMessages(relaimpo::calc.relimp(data.frame(y=y,X),type="lmg"))@lmg,1e-8); add(list(data=nm,outcome=vars[1],drivers=vars[-1],n=length(y)), list(R2=R2,relative_weights=a,lmg=l,spearman=as.numeric(cor(X,y,method="spearman")),pearson=as.numeric(cor(X,y)))) }
data(bhr2000,package="multilevel"); IT<-c("AF06","AF07","AP12","AP17","AP33","AP34","AS14","AS15","AS16","AS17","AS28")
drv(bhr2000[IT[-1]],bhr2000$AF06,"multilevel::bhr2000",IT)
drv(bhr2000[bhr2000$GRP<=5,IT[2:6]],bhr2000$AF06[bhr2000$GRP<=5],"multilevel::bhr2000 GRP<=5",c("AF06",IT[2:6]))
drv(bfi[c("A2","A3","E3","E4")],bfi$A5,"psych::bfi",c("A5","A2","A3","E3","E4"))
drv(bfi[c("N2","N3")],bfi$N1,"psych::bfi",c("N1","N2","N3"))
drv(attitude[-1],attitude$rating,"datasets::attitude",names(attitude))

## ---------- small teams
bb <- function(x,n){ nll<-function(t){a<-plogis(t[1])*exp(t[2]);b<-(1-plogis(t[1]))*exp(t[2]);-sum(lbeta(x+a,n-x+b)-lbeta(a,b))}; best<-NULL; for(s in c(0,2,4,6)){o<-optim(c(qlogis(sum(x)/sum(n)),s),nll,method="BFGS",control=list(reltol=1e-14,maxit=2000)); if(is.null(best)||o$value<best$value) best<-o}; c(plogis(best$par[1])*exp(best$par[2]),(1-plogis(best$par[1]))*exp(best$par[2]),exp(best$par[2])) }
mom <- function(x,n){ p<-x/n;w<-n;pb<-sum(x)/sum(n);k<-length(x);S<-sum(n*(p-pb)^2);M<-pmax(0,(S-(k-1)*pb*(1-pb))/(sum(n)-sum(n^2)/sum(n)-(k-1))); tau2<-M; ab<-if(tau2>0) pb*(1-pb)/tau2-1 else Inf; c(pb,tau2,ab) }
plow <- function(a,b){ k<-length(a); sapply(1:k,function(i) integrate(function(t) dbeta(t,a[i],b[i])*sapply(t,function(u) prod(pbeta(u,a[-i],b[-i],lower.tail=FALSE))),0,1,rel.tol=1e-10,subdivisions=2000)$value) }
method("beta_binomial_shrinkage", "later (v1: show intervals only)", "ML of (alpha,beta) of the beta-binomial; shrunken p=(x+alpha)/(n+alpha+beta); 95% credible qbeta; P(lowest)=int f_i(t) prod_{j!=i}(1-F_j(t)) dt", "scipy.stats.betabinom", "if ML sum -> infinity (no between-team variance) every team gets the pooled rate; report that")
for (k in list(list(c(3,8,45,20,1),c(5,10,80,60,2)), list(c(10,12,9,11),c(20,20,20,20)), list(c(2,30,70,5,18,40),c(9,50,85,20,40,44)), list(c(0,5,50,90),c(5,5,100,120)), list(c(200,150,420,90,310),c(400,250,500,200,600)))) { x<-k[[1]];n<-k[[2]]; f<-bb(x,n); mm<-mom(x,n); if (f[3]<1e5) { a<-x+f[1];b<-n-x+f[2]; add(list(x=x,n=n), list(alpha=f[1],beta=f[2],shrunk=a/(a+b),lower=qbeta(.025,a,b),upper=qbeta(.975,a,b),p_lowest=plow(a,b),mom_mean=mm[1],mom_tau2=mm[2])) } else add(list(x=x,n=n), list(alpha=NA,beta=NA,shrunk=rep(sum(x)/sum(n),length(x)),mom_mean=mm[1],mom_tau2=mm[2],degenerate=TRUE)) }
## ---------- power
method("min_detectable_difference", "v1", "smallest |p2-p1| with power .8 at alpha .05: normal approximation, unpooled SE under H1, pooled under H0 (power.prop.test); unequal n solved by bisection", "statsmodels.stats.power.NormalIndPower on Cohen's h is an approximation", "simple_mdd = (1.959964+0.841621)*sqrt(p(1-p)(1/n1+1/n2))")
mdd <- function(p1,n1,n2,pw=.8){ f<-function(d){p2<-p1+d;pb<-(n1*p1+n2*p2)/(n1+n2);pnorm((d-z95*sqrt(pb*(1-pb)*(1/n1+1/n2)))/sqrt(p1*(1-p1)/n1+p2*(1-p2)/n2))-pw}; if(f(1-p1-1e-9)<0) NA else uniroot(f,c(1e-9,1-p1-1e-9),tol=1e-12)$root }
same(mdd(.6,200,200), power.prop.test(n=200,p1=.6,power=.8)$p2-.6, 1e-3)
for (k in list(c(.6,200,200),c(.6,50,5000),c(.5,10,90),c(.9,100,100),c(.7,1000,10000))) add(as.list(setNames(k,c("p1","n1","n2"))), list(mdd_up=mdd(k[1],k[2],k[3]),simple_mdd=(z95+qnorm(.8))*sqrt(k[1]*(1-k[1])*(1/k[2]+1/k[3]))))
## ---------- clustering within teams
method("icc_rwg", "later", "ICC1=(MSB-MSW)/(MSB+(k0-1)MSW), k0=(sum n - sum n^2/sum n)/(J-1); deff_cluster=1+(mean n -1)*ICC1", "pingouin / multilevel::ICC1", "multilevel::ICC1 uses mean group size for k")
icc<-function(y,g){ok<-!is.na(y);y<-y[ok];g<-factor(g[ok]);n<-table(g);a<-anova(lm(y~g));k0<-(sum(n)-sum(n^2)/sum(n))/(length(n)-1);list(J=length(n),n=length(y),MSB=a[1,3],MSW=a[2,3],k0=k0,ICC1=(a[1,3]-a[2,3])/(a[1,3]+(k0-1)*a[2,3]),ICC2=(a[1,3]-a[2,3])/a[1,3])}
for (v in IT[1:5]) add(list(data="multilevel::bhr2000",item=v,group="GRP"), icc(bhr2000[[v]],bhr2000$GRP))

meta <- list(R=R.version.string, survey=as.character(packageVersion("survey")), psych=as.character(packageVersion("psych")), digits="15 significant", tolerance="compare with relative 1e-9 (absolute 1e-12 near 0); optimised quantities (boschloo, beta_binomial, omega) relative 1e-5")
write(toJSON(list(meta=meta, methods=M), digits=NA, auto_unbox=TRUE, na="null", null="null", pretty=TRUE), out)
cat(length(M), "methods,", sum(sapply(M, function(m) length(m$cases))), "cases\n"); print(sapply(M, function(m) length(m$cases)))
