//! Given names that are common in the United Kingdom, in lower case and without accents, and words that are names too.

/// Given names that are nothing else: British, Irish, Scottish, Welsh, South Asian, Arabic, African, Caribbean, Eastern and Southern European,
/// Chinese, Turkish.
pub(super) const GIVEN: &str = "\
aaron abby abigail adam adele adrian agnes aidan aileen aimee alan alannah alastair albert alex alexander alexandra alfie alfred \
alice alicia alison alistair allan allison alma amanda amelia amy ana andrea andrew angela angus anita ann anna annabel anne annette \
annie anthony antonia archie arthur ashley audrey barbara barry beatrice becky belinda ben benjamin bernadette bernard beth bethany \
betty beverley bob bobby bradley brenda brendan brian bridget bruce bryan callum cameron carl carly caroline carolyn catherine cathy \
cecilia charles charlie charlotte chelsea cheryl chloe chris christina christine christopher cindy claire clare clive colin connor \
courtney craig cynthia daniel danielle danny darren dave david dawn deborah debbie debra declan denise dennis derek desmond diana \
diane dominic donald donna doreen doris dorothy douglas duncan dylan eddie edith edward eileen elaine eleanor elizabeth ella ellen \
ellie elliott elsie emily emma eric erin esther ethan eva eve evelyn ewan fergus fiona florence frances francesca freddie frederick \
gareth gary gavin gemma geoff geoffrey george georgia georgina gerald geraldine gerard gillian glen glenn gloria gordon graham greg \
gregory gwen hannah harriet harrison harry hayley hazel heidi helen helena henry hilary howard hugh iain ian imogen irene isaac \
isabel isabella isla jackie jacob jacqueline jacqui jake james jamie jane janet janice jason jayne jeanette jeff jeffrey jemma jenna \
jennifer jenny jeremy jess jessica jill jim jimmy joan joanna joanne jodie joe joel john johnny jon jonathan jordan joseph josephine \
joshua joyce juan judith judy julia julian julie justin karen karl kate katherine kathleen kathryn kathy katie katy kay kayleigh \
keith kelly ken kenneth kerry kevin kieran kim kimberley kirsten kirsty kyle laura lauren laurence leah leanne lee leigh leo leon \
leonard leslie lesley lewis liam lillian linda lindsay lindsey lisa liz lorna lorraine louis louise lucas lucinda lucy luke lydia \
lynda lyndsey lynn lynne maddie madeleine malcolm mandy marc marcia marcus margaret maria marie marilyn marion marjorie martha martin \
martyn mary mathew matilda matt matthew maureen max maxine megan melanie melissa michael michelle mick mike mildred millie miriam \
mohammad mohammed moira molly monica muriel nadine nancy naomi natalie natasha nathan neil neville niall nicholas nicola nicole nigel \
noel noreen norma norman oliver olivia oscar owen pamela patricia patrick paul paula pauline pete peter philip philippa phil phillip \
phoebe phyllis rachael rachel ralph raymond rebecca reece reginald rhona rhys richard rita robert roberta roderick rodney roger ronald \
ronnie rory rosalind rosemary rosie ross roy russell ruth ryan sally sam samantha samuel sandra sarah scott sean sebastian shane \
shannon sharon shaun sheila shelley shirley sian simon siobhan sophia sophie stacey stanley stella stephanie stephen steve steven \
stuart susan susanne suzanne sylvia tamsin tanya tara teresa terence tessa theresa thomas tim timothy tina toby tom tommy tony tracey \
tracy trevor tristan valerie vanessa vera veronica vicky victoria vincent vivien vivienne walter wayne wendy wilfred william winifred \
yvette yvonne zach zara zoe \
aled alun angharad anwen bethan blodwen branwen bronwen bryn carys catrin ceri ceridwen cerys dafydd delyth dewi dilys eirlys eleri \
elin eluned emlyn emrys ffion gethin glenys glyn gruffydd gwenllian gwilym gwyn gwyneth heledd huw hywel idris iestyn ieuan ifan ioan \
iolo iwan llinos llyr lowri mair mared meinir meirion meleri menna mererid morfudd myfanwy nerys nia olwen osian rhian rhiannon \
rhodri rhydian sioned tegan tomos wyn \
aisling aoife caoimhe ciara cillian eilidh eoin fionnuala grainne hamish kirsteen mairi mhairi niamh oisin orla padraig ruaridh sinead \
aamir aarav abdul abdullah adeel adnan ahmad ahmed aisha ajay akash ali alia aliyah amina amir amit amrit ananya anil anish anjali \
ankit arjun arun asad asha ashok asif asim asma ayesha aziz babar balbir baljit balvinder bilal chandra deepa deepak deepika dev devi \
dilip divya faisal farah farhan farooq fatima fatimah faisa ganesh gaurav gita gurpreet gurdeep gurmeet habib hafsa hamid hamza hardeep \
harish harjit harpreet hasan hassan hina hussain hussein ibrahim imran indira iqbal irfan ishaan ismail jagdeep jamal jamila jaspreet \
jasvinder jaswinder javed jitendra jyoti kabir kamal kamran karan karim kartik kavita khadija khalid kiran kishore kulwinder lakshmi \
lalit latif leila laila madhu mahmood mahmud maha manish manjit manpreet maryam meena meera mehmet mohamed mohan mohsin mubarak muhammad \
mukesh mumtaz munir mustafa nadeem nadia naeem naila nasir nasreen naveed navdeep nazia neelam neha nikhil nilesh nisha nita noor omar \
osman parminder parveen pooja pradeep prakash pranav prashant pravin preeti priya priyanka qasim rafiq rahim rahul raj raja rajan rajesh \
rajinder rajiv raju rakesh ram ramesh rani ranjit rashid ravi ravinder rehana rehman reza riaz ritu riya rizwan rohan rohit rubina \
rukhsana saad sabina sadia saeed saira sajid salim salma salman samina samir sana sandeep sangeeta sanjay sanjeev santosh sarita satnam \
satish seema shabana shabnam shabir shah shahid shahida shaista shakeel shazia sheikh shilpa shivani shreya shrikant sita sohail sonal \
sonia sridhar sukhdeep sukhjit sukhvinder suleman sultana sunil sunita suresh surinder sushil swati syed tahir tahira tanvir tariq tasneem \
umar usha usman vijay vikas vikram vinod vishal yasin yasmin yasmeen yousef yusuf zahid zahra zainab zakir zeeshan zubair \
abena abimbola abiodun adaeze adebayo ade adeola adewale afia akosua akua ama amara amadou aminata bola bukola busisiwe chiamaka chidi \
chidinma chijioke chika chinedu chinwe chioma chukwu damilola delroy dwayne ebele efua ekene emeka emmanuel farai femi folake funmilayo \
funmi godwin ifeanyi ifeoma ikechukwu jermaine kehinde kelechi kofi kojo kwabena kwaku kwame lamin latoya leroy lerato makena mamadou \
mbali modou mwangi naledi nana ndidi ngozi nkechi nkosi nnamdi nneka nomsa nyasha obinna ola olamide olu olufemi olumide olusegun \
oluwaseun onyeka oumar ousmane rudo samuel sekou segun seun sibusiso sipho tafadzwa taiwo tanisha temitope tendai thabo thandi tunde \
uche wanjiru winston yaw yemi yetunde zodwa zanele abdi abdirahman asad ayaan faduma fadumo hodan ifrah mohamud nasra sagal warsame \
adrianna agata agnieszka aleksander aleksandra alina aneta ania anca andreea andrei andriy andrzej artur barbora bartek bartosz beata \
bogdan boris boguslaw bozena cezary cristian cristina dagmara dana daniela danuta dariusz diana dmitri dominika dorota edyta elena \
elzbieta emil ewa ewelina filip florin gabriela galina georgeta gheorghe grazyna grzegorz halina hanna ilie igor ilona ioana ion ionela \
irena irina iryna ivan ivana iwona izabela jacek jadwiga jakub jan janusz jarek jaroslaw jaroslav jerzy jiri joanna jolanta justyna kamil \
kamila karolina kasia katarzyna katya kinga kristina krystyna krzysztof ksenia larisa lenka leszek lidia lucyna ludmila lukasz lyudmila \
maciej magda magdalena maja malgorzata marcin marek mariana mariusz marta marzena mateusz michal mihaela mihai mikhail milan milena \
miroslav monika natalia nadezhda nikita nikolai nikola oana oksana olena oleksandr olga pavel pawel petra petru piotr przemyslaw radek \
radoslaw radu renata roman roxana ryszard sergei serhii simona slawomir stanislav stanislaw stefan svetlana sylwia szymon tadeusz tamara \
tatiana teodora tomasz tomas urszula vasile vasyl viktor viktoria violeta vladimir volodymyr waldemar wanda wieslaw wiktoria wioletta \
wladyslaw wojciech yana yulia yuri zbigniew zdenek zofia zuzanna \
alessandro andreas antonio carlos carmen chiara costas dimitris eleni enrique fernando francesco francisco gianni giorgos giovanni giulia \
giuseppe ignacio ines javier joao joaquim jorge jose luca lucia luigi luis manuel marco matteo miguel nikos pablo paolo pedro raquel ricardo \
roberto rosa sergio sofia stavros valentina vincenzo yannis ahmet ayse elif emine fatma hakan huseyin murat ozlem serkan yilmaz zeynep \
chen jing jun lin ling mei ming ping qing tao wei xiao xin yan ying yong yuki kenji akiko hiroshi minh nguyen linh thanh thuy";

/// Given names and surnames that are words as well. They are names only where they are written like one.
pub(super) const ORDINARY: &str = "\
amber angel april art august autumn ash basil bay berry bill bishop blue bonny booth brandy brook brown buddy butcher baker banks barber bell best \
bird black bolt bond boss bowl bridge bright bush butler buck burns bank brooks camp carpenter carol carter case chance chapel charity chase cherry child \
christian chuck church clay cliff coal cole colt constance cook cooper cotton cox crisp cross crystal daisy dale day daisy dean dell den dock doe don \
dolly drake drew duke duncan earl early east eden english ernest faith farmer fay fern field finch fisher flint flora forest foster fountain fox frank \
freeman french frost gale gardener garland gay gene gentle ginger glad glass glory gold golden good goodman grace grant gray green grey grove guy hall \
hale hardy harmony harper hart heath heather herb hill holly hood hook hope horn house hunt hunter ice iris iron ivory ivy jack jade jasmine jay jean \
jewel jewell jersey josh joy june just justice kay keen kind king kit knight lake lamb lance land lane lark lash laurel law lawn liberty lily little \
long love low luna lynx major mark marks marina marsh marshall mason may melody mercer mercy merry mike miles mill miller milling mills moody moon \
moor moore moss mount myrtle neat nettle new nick noble nor north nova oak ocean olive page pace paige paris park parker parks parry patience pat \
patty peace pearl penny pepper percy piper pitt poppy pound power powers price pride prince prudence rain raven ray read reader red reed rice rich \
river robin rob rod rock rocky rose rosy round rowan royal ruby rush rusty sage salt sandy sands savage savannah sharp shaw sheppard shepherd shore \
short silver singer singh skip sky skye slater small smart smith snow son sonny south spencer spring stacy star steel stew stone storm story street \
strong sue summer summers sunny swan swift tailor taylor temple terry tiger tidy trace trinity trip turner tyler ty umber van valentine vale verity \
vernon victor violet viola wade waite walker wall wallace ward warden waters weaver webb wells west wheat wheeler white will willow winter wise \
wolf wood woods woody worth wren wright young yard york zen an at be but by do for go he her him his in is it me my no not of on or our so the them to \
up us we who you all and are as has have had was were with that this from they she may must ton bin dan mat gill gem les sid stan val viv ted ron \
al ed jo nat lou mel bea bee ray reg rex roz";

/// Words that are no part of a name where they are written with a capital: beginnings of sentences, days, places, tools.
pub(super) const NO_NAME: &str = "\
i i'm i've i'd i'll im ive a an the and or but so if it it's its he she they we you this that there these those my our your his her their \
not no yes please thanks thank when what who why how where which is are was were has have had do does did can could will would should may \
might must all also as at by for from in of on to with than then too very more most some any many much few every each other another \
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december \
hr it ict teams team outlook excel zoom word powerpoint sharepoint microsoft office windows google apple council councils department \
departments service services directorate directorates section division unit group committee board bank day days holiday holidays house hall \
street road lane centre center school schools library libraries social care adult adults children children's public health nhs union unison \
gmb unite christmas easter ramadan eid diwali covid brexit london manchester birmingham leeds liverpool cardiff edinburgh glasgow belfast \
wales england scotland ireland britain british welsh english scottish irish european uk eu town city civic county borough manager managers \
management director directors head heads leader leaders leadership senior chief executive staff colleague colleagues people everyone nobody \
survey plan policy strategy programme project review report feedback communication communications training pay grade band because however \
although since before after during while until unless better good great best new old first last next only just even still always never \
working work works get give make take let need needs keep stop start";
